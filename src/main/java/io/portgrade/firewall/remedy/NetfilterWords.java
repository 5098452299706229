package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a rule of netfilter down for the place that it is to have, in the way in which the document writes rules. The names of
 * tables and chains are whatever the document says, and commands are pasted into a shell of root: names that no command can hold
 * as they are get none.
 */
final class NetfilterWords {

    private static final String FILTER = "filter";

    /** What nft takes for a name, and no shell for more. {@code scanner.l of nftables, string}. */
    private static final Pattern NAME_OF_NFT = Pattern.compile("[A-Za-z_.][A-Za-z0-9/_.-]*");

    /** What iptables takes for a name is any text without blanks that is no option; here it has to be visible, too. */
    private static final Pattern NAME_OF_IPTABLES = Pattern.compile("(?![-!])\\p{Graph}+");

    private static final Pattern CALL = Pattern.compile("ip6?tables(-legacy|-nft)? -");

    private NetfilterWords() {}

    static Optional<FirewallEdit> edit(ReadFirewall document, Place place, AcceptRule rule, Family family) {
        FirewallFormat format = Objects.requireNonNull(document.parsed()).format();
        boolean isNft = format == FirewallFormat.NFT || format == FirewallFormat.NFT_JSON;
        Pattern name = isNft ? NAME_OF_NFT : NAME_OF_IPTABLES;
        if (!name.matcher(place.table().name()).matches()
                || !name.matcher(place.chain().name()).matches()) {
            return Optional.empty();
        }
        return switch (format) {
            case IPTABLES_SAVE, IP6TABLES_SAVE ->
                Optional.of(edit(
                        document,
                        format,
                        lineInTable(place),
                        "-A " + place.chain().name() + " " + rule.iptables(),
                        iptables(place, rule, family)));
            case IPTABLES_RULES -> Optional.of(rules(document, place, rule, family));
            case IPTABLES_LIST ->
                Optional.of(edit(
                        document,
                        format,
                        lineInChain(place),
                        ListedRule.write(document.document().text(), place, rule, family),
                        iptables(place, rule, family)));
            case NFT -> Optional.of(edit(document, format, lineInChain(place), "\t\t" + rule.nft(), nft(place, rule)));
            case NFT_JSON ->
                Optional.of(new FirewallEdit(
                        document.document().source(), format, null, null, rule.nft(), nft(place, rule)));
            default -> Optional.empty();
        };
    }

    private static FirewallEdit edit(
            ReadFirewall document, FirewallFormat format, int beforeLine, String text, String command) {
        return new FirewallEdit(document.document().source(), format, beforeLine, null, text, command);
    }

    /** Commands follow one another, so that one more at the end can put a rule wherever it is to stand. */
    private static FirewallEdit rules(ReadFirewall document, Place place, AcceptRule rule, Family family) {
        String text = document.document().text();
        String command = iptables(place, rule, family);
        boolean areCommands = CALL.matcher(text).find();
        String line = areCommands ? command : command.substring(command.indexOf(' ') + 1);
        int lines = (int) text.lines().count();
        return edit(document, FirewallFormat.IPTABLES_RULES, lines + 1, line, command);
    }

    private static String iptables(Place place, AcceptRule rule, Family family) {
        Set<Family> families = place.table().families();
        boolean ipv6 = families.size() == 1 ? families.contains(Family.IPV6) : family == Family.IPV6;
        String table = place.table().name().equals(FILTER)
                ? ""
                : " -t " + ShellWord.quoted(place.table().name());
        return (ipv6 ? "ip6tables" : "iptables") + variant(place.table()) + table + " -I "
                + ShellWord.quoted(place.chain().name()) + " " + place.position() + " " + rule.iptables();
    }

    private static String variant(Table table) {
        return switch (table.keeper()) {
            case IPTABLES_LEGACY -> "-legacy";
            case IPTABLES_NFT -> "-nft";
            default -> "";
        };
    }

    private static String nft(Place place, AcceptRule rule) {
        Table table = place.table();
        String chain =
                familyOfNft(table) + " " + table.name() + " " + place.chain().name() + " ";
        return place.isEnd()
                ? "nft add rule " + chain + "'" + rule.nft() + "'"
                : "nft insert rule " + chain + "index " + (place.position() - 1) + " '" + rule.nft() + "'";
    }

    private static String familyOfNft(Table table) {
        if (table.keeper() == Table.Keeper.NETDEV) {
            return "netdev";
        }
        return table.families().size() > 1 ? "inet" : table.families().contains(Family.IPV6) ? "ip6" : "ip";
    }

    /** The line of the rule that decides; at the end of a chain the one after the table's last rule. */
    private static int lineInTable(Place place) {
        Collection<Chain> chains = place.table().chains().values();
        int after =
                last(chains.stream().flatMap(chain -> chain.rules().stream()).toList());
        int declared = chains.stream()
                .map(chain -> chain.source().line())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return place.isEnd() ? Math.max(after, declared) + 1 : decidingLine(place);
    }

    /** Likewise, the one after the chain's last rule. */
    private static int lineInChain(Place place) {
        if (!place.isEnd()) {
            return decidingLine(place);
        }
        Integer declared = place.chain().source().line();
        return Math.max(last(place.chain().rules()), declared == null ? 0 : declared) + 1;
    }

    private static int decidingLine(Place place) {
        Integer line = place.chain().rules().get(place.index()).source().line();
        return line == null ? 1 : line;
    }

    private static int last(List<Rule> rules) {
        return rules.stream()
                .map(rule -> rule.source().line())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }
}
