package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filter tables of which nothing was sent though other tables of iptables were: {@code iptables -t mangle -L} prints one
 * table, {@code iptables-save -t nat} too, and says nothing of the others.
 *
 * @param firewalls one a family, whose rules nobody knows
 */
record UntoldFilters(List<Firewall> firewalls, List<Diagnostic> diagnostics) {

    private static final String FILTER = "filter";

    UntoldFilters {
        firewalls = List.copyOf(firewalls);
        diagnostics = List.copyOf(diagnostics);
    }

    static UntoldFilters of(List<ReadFirewall> documents) {
        Set<Family> told = EnumSet.noneOf(Family.class);
        for (ReadFirewall read : documents) {
            if (read.parsed() != null && read.parsed().firewall() instanceof Firewall.Netfilter netfilter) {
                Set<Family> own = EnumSet.noneOf(Family.class);
                own.addAll(netfilter.families());
                own.removeAll(read.parsed().untold());
                told.addAll(own);
            }
        }
        List<Firewall> firewalls = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Family family : Family.values()) {
            documents.stream()
                    .filter(read -> !told.contains(family) && isUntold(read, family))
                    .findFirst()
                    .ifPresent(read -> {
                        String source = read.document().source();
                        firewalls.add(unknown(family, "table filter, which was not sent", SourceLocation.in(source)));
                        diagnostics.add(new Diagnostic(source, null, ask(family)));
                    });
        }
        return new UntoldFilters(firewalls, diagnostics);
    }

    private static boolean isUntold(ReadFirewall read, Family family) {
        return read.parsed() != null && read.parsed().untold().contains(family);
    }

    private static String ask(Family family) {
        String tool = family == Family.IPV4 ? "iptables" : "ip6tables";
        return "table filter is not in it, so that what it lets through is not known: send what " + tool
                + " -L -n -v prints as well, even if " + tool + "-save prints no more";
    }

    /** A table that may let in and out whatever it likes. */
    static Firewall unknown(Family family, String why, SourceLocation source) {
        Rule rule = Rule.unknown(why, source);
        Map<String, Chain> chains = Map.of(
                "INPUT", new Chain("INPUT", new Chain.Base(Hook.INPUT, 0, false, true), List.of(rule), source),
                "OUTPUT", new Chain("OUTPUT", new Chain.Base(Hook.OUTPUT, 0, false, true), List.of(rule), source));
        Table table = new Table(FILTER, Set.of(family), false, chains);
        return new Firewall.Netfilter(List.of(table), Set.of(family));
    }
}
