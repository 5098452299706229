package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tables of addresses. Of one that is read from a file, filled at run time or not defined in the text, some or all
 * addresses are unknown.
 */
final class Tables {

    /** @param open whether it may hold other addresses too */
    private record Table(List<AddressRange> in, List<AddressRange> out, boolean open) {

        /** Whether an exception has an exception in turn, where the longest prefix would decide. */
        boolean isNested() {
            AddressSet exceptions = AddressSet.of(out);
            return in.stream().anyMatch(exceptions::meets) && in.stream().anyMatch(exceptions::covers);
        }
    }

    /** What a rule makes of a table. */
    private record Lookup(End end, String name) {}

    private final Map<String, Table> tables = new HashMap<>();
    private final Map<Lookup, Match> lookups = new HashMap<>();
    private final Set<String> filledByRules = new HashSet<>();

    /** Reads what follows {@code table}; whether all of its addresses are known. */
    boolean define(Tokens tokens) {
        String name = tokens.take();
        List<AddressRange> in = new ArrayList<>();
        List<AddressRange> out = new ArrayList<>();
        boolean named = false;
        boolean open = false;
        while (tokens.hasNext()) {
            String word = tokens.take();
            switch (word) {
                case "persist", "const", "counters" -> {
                    // says how the kernel keeps it
                }
                case "{" -> {
                    named = true;
                    open |= !elements(tokens, in, out);
                }
                default -> open = true;
            }
        }
        Table table = new Table(in, out, open || !named);
        tables.put(name, table);
        for (End end : End.values()) {
            lookups.remove(new Lookup(end, name));
        }
        return !table.open() && !table.isNested();
    }

    private static boolean elements(Tokens tokens, List<AddressRange> in, List<AddressRange> out) {
        boolean known = true;
        while (tokens.hasNext() && !tokens.take("}")) {
            boolean not = tokens.take("!");
            Optional<AddressRange> range = Hosts.range(tokens.take());
            range.ifPresent((not ? out : in)::add);
            known &= range.isPresent();
        }
        return known;
    }

    /** Notes the tables that a statement's {@code overload} adds to. */
    void noteOverload(String statement) {
        int at = statement.indexOf("overload");
        while (at >= 0) {
            int open = statement.indexOf('<', at);
            int close = statement.indexOf('>', at);
            if (open > 0 && close > open) {
                filledByRules.add(statement.substring(open, close + 1));
            }
            at = statement.indexOf("overload", at + 1);
        }
    }

    /** @param name with its angle brackets */
    boolean isDefined(String name) {
        return tables.containsKey(name);
    }

    /** @param name with its angle brackets */
    Match match(End end, String name) {
        return lookups.computeIfAbsent(new Lookup(end, name), this::match);
    }

    private Match match(Lookup lookup) {
        End end = lookup.end();
        String name = lookup.name();
        Table table = tables.get(name);
        if (table == null || table.isNested()) {
            return new Match.Unmodelled(name);
        }
        Match in = new Match.Address(end, AddressSet.of(table.in()));
        Match known = table.out().isEmpty()
                ? in
                : new Match.AllOf(List.of(in, Match.not(new Match.Address(end, AddressSet.of(table.out())))));
        return table.open() || filledByRules.contains(name)
                ? new Match.AnyOf(List.of(known, new Match.Unmodelled(name)))
                : known;
    }
}
