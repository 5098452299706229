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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        List<Table> all = documents.stream()
                .filter(read -> read.parsed() != null
                        && IptablesDialect.FORMATS.contains(read.parsed().format()))
                .flatMap(read -> tables(read).stream())
                .toList();
        List<Firewall> firewalls = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (ReadFirewall read : documents) {
            ParsedFirewall parsed = read.parsed();
            if (parsed == null || parsed.firewall() == null) {
                continue;
            }
            List<Table> doubles = parsed.guessed().stream()
                    .filter(table -> all.stream().anyMatch(other -> isTwin(table, other)))
                    .toList();
            if (doubles.isEmpty()) {
                firewalls.add(parsed.firewall());
            } else {
                firewalls.add(ofEither(tables(read), parsed.guessed()));
                diagnostics.add(new Diagnostic(read.document().source(), null, ask(doubles.get(0))));
            }
        }
        return new UntoldFamilies(firewalls, diagnostics);
    }

    private static List<Table> tables(ReadFirewall read) {
        return read.parsed() != null && read.parsed().firewall() instanceof Firewall.Netfilter netfilter
                ? netfilter.tables()
                : List.of();
    }

    private static boolean isTwin(Table table, Table other) {
        return table != other
                && table.name().equals(other.name())
                && table.families().equals(other.families());
    }

    private static String ask(Table table) {
        return "table " + table.name()
                + " is there more than once, and nothing in it tells IPv4 from IPv6, so that what"
                + " it drops is uncertain for both: put the command that printed it in the line above it, such as"
                + " ip6tables-save";
    }

    private static Firewall ofEither(List<Table> tables, List<Table> guessed) {
        List<Table> either = tables.stream()
                .map(table -> guessed.stream().anyMatch(own -> own == table) ? ofEither(table) : table)
                .toList();
        return new Firewall.Netfilter(either, Set.of(Family.values()));
    }

    private static Table ofEither(Table table) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        table.chains().forEach((name, chain) -> chains.put(name, chain.base() == null ? chain : perhaps(chain)));
        return new Table(table.name(), Set.of(Family.values()), table.dormant(), chains);
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
