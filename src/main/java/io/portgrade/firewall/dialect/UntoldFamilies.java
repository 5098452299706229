package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables of iptables that a host seems to have twice, when nothing tells the family of one: dumps of both families, most
 * likely, and which is which is not known. What such a table accepts it may accept for either family; what it drops is
 * uncertain for both.
 *
 * @param firewalls of all documents that could be read, in their order
 */
record UntoldFamilies(List<Firewall> firewalls, List<Diagnostic> diagnostics) {

    private static final String WHY = "nothing tells whether this is of IPv4 or of IPv6";

    UntoldFamilies {
        firewalls = List.copyOf(firewalls);
        diagnostics = List.copyOf(diagnostics);
    }

    static UntoldFamilies of(List<ReadFirewall> documents) {
        Map<Kind, Long> often = documents.stream()
                .filter(read -> read.parsed() != null
                        && IptablesDialect.FORMATS.contains(read.parsed().format()))
                .flatMap(read -> tables(read).stream())
                .collect(Collectors.groupingBy(Kind::of, Collectors.counting()));
        List<Firewall> firewalls = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (ReadFirewall read : documents) {
            ParsedFirewall parsed = read.parsed();
            if (parsed == null || parsed.firewall() == null) {
                continue;
            }
            Optional<Table> twin = parsed.guessed().stream()
                    .filter(table -> often.getOrDefault(Kind.of(table), 0L) > 1)
                    .findFirst();
            firewalls.add(twin.isEmpty() ? parsed.firewall() : ofEither(tables(read), parsed.guessed()));
            twin.ifPresent(
                    table -> diagnostics.add(new Diagnostic(read.document().source(), null, ask(table))));
        }
        return new UntoldFamilies(firewalls, diagnostics);
    }

    /** What a host has once of each. */
    private record Kind(String table, Set<Family> families) {

        static Kind of(Table table) {
            return new Kind(table.name(), table.families());
        }
    }

    private static List<Table> tables(ReadFirewall read) {
        return read.parsed() != null && read.parsed().firewall() instanceof Firewall.Netfilter netfilter
                ? netfilter.tables()
                : List.of();
    }

    private static String ask(Table table) {
        return "table " + table.name()
                + " is there more than once, and nothing in it tells IPv4 from IPv6, so that what"
                + " it drops is uncertain for both: put the command that printed it in the line above it, such as"
                + " ip6tables-save";
    }

    private static Firewall ofEither(List<Table> tables, List<Table> guessed) {
        Set<Table> untold = Collections.newSetFromMap(new IdentityHashMap<>());
        untold.addAll(guessed);
        List<Table> either = tables.stream()
                .map(table -> untold.contains(table) ? ofEither(table) : table)
                .toList();
        return new Firewall.Netfilter(either, Set.of(Family.values()));
    }

    private static Table ofEither(Table table) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        table.chains().forEach((name, chain) -> chains.put(name, chain.base() == null ? chain : perhaps(chain)));
        return new Table(table.name(), table.keeper(), Set.of(Family.values()), table.dormant(), chains);
    }

    /** With a way past it. */
    private static Chain perhaps(Chain chain) {
        SourceLocation source = chain.source();
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(List.of(new Match.Unmodelled(WHY)), new Action.Accept(), source, WHY));
        rules.addAll(chain.rules());
        return new Chain(chain.name(), chain.base(), rules, source);
    }
}
