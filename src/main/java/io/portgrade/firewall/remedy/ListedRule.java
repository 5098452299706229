package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Family;
import java.util.Optional;

/** A rule as {@code iptables -L} would list it, with the columns of the listing that it goes into. */
final class ListedRule {

    private ListedRule() {}

    static String write(String listing, Place place, AcceptRule rule, Family family) {
        Integer line = place.chain().source().line();
        Optional<String> header = listing.lines()
                .skip(line == null ? 0 : line)
                .filter(text -> text.contains("target") && text.contains("prot"))
                .findFirst();
        String columns = header.orElse("");
        StringBuilder text = new StringBuilder();
        if (columns.contains("num")) {
            text.append(place.position()).append("  ");
        }
        boolean verbose = columns.contains("pkts");
        if (verbose) {
            text.append("0  0  ");
        }
        String anywhere = AcceptRule.anywhere(family);
        String destination = rule.listed().destination();
        text.append("ACCEPT  ").append(rule.listed().protocol()).append(family == Family.IPV4 ? "  --  " : "  ");
        if (verbose) {
            text.append("*  *  ");
        }
        return text.append(anywhere)
                .append("  ")
                .append(destination.isEmpty() ? anywhere : destination)
                .append("  ")
                .append(rule.listed().rest())
                .toString();
    }
}
