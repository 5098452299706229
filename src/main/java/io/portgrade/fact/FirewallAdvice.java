package io.portgrade.fact;

import io.portgrade.firewall.Decider;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.dialect.ParsedFirewall;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What to do about losses that no addition mends, in the words of the firewalls that decide: not all know states, or an order. */
enum FirewallAdvice {
    NETFILTER(
            "Accept packets in state ESTABLISHED or RELATED, and what opens connections to the destinations of the pools,"
                    + " before the rules that evidence names; where they are not tracked (NOTRACK), track them."),
    PF(
            "In pf the last rule that matches decides, or the first that is quick: let connections out with keep state behind the"
                    + " rules that evidence names, or before those that are quick."),
    WINDOWS_RULE(
            "In Windows Defender Firewall a rule that blocks wins over every one that allows, whatever their order: disable"
                    + " the rules that evidence names, or narrow them until they leave out what is lost."),
    WINDOWS_DEFAULT(
            "Windows Defender Firewall blocks here what no rule allows: add rules that allow connections out to the"
                    + " destinations of the pools."),
    SECURITY_GROUP("A security group has only rules that allow: add outbound ones to the destinations of the pools."),
    NETWORK_ACL(
            "A network ACL keeps no state, and of its entries that match the one with the lowest number decides: allow what"
                    + " is lost by entries with lower numbers than those that evidence names. Allowed replies are open to everyone:"
                    + " where an entry is meant to deny, keep the host's port range away from its ports instead.");

    private static final String DENIED_BY_NUMBER =
            "A network ACL keeps no state: to allow these ports again would open them to everyone. If its entry is meant, keep the"
                    + " kernel from choosing them: on Linux, add %s to net.ipv4.ip_local_reserved_ports. If it is not, take it away.";

    /** More than a service or a few: no list to reserve. */
    private static final int MOST_RESERVED = 256;

    private final String text;

    FirewallAdvice(String text) {
        this.text = text;
    }

    /** @param lost possibly none */
    static String on(List<LostPath> lost, HostFirewalls firewalls) {
        Set<FirewallAdvice> kinds = lost.stream()
                .flatMap(LostPath::gaps)
                .map(gap -> of(gap.decidedBy(), firewalls))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FirewallAdvice.class)));
        PortSet ports = lost.stream().map(LostPath::ports).reduce(PortSet.empty(), PortSet::union);
        if (kinds.equals(EnumSet.of(NETWORK_ACL)) && ports.size() <= MOST_RESERVED) {
            return DENIED_BY_NUMBER.formatted(ports);
        }
        return kinds.isEmpty()
                ? NETFILTER.text
                : kinds.stream().map(kind -> kind.text).collect(Collectors.joining(" "));
    }

    private static FirewallAdvice of(Decider decider, HostFirewalls firewalls) {
        FirewallFormat format = firewalls
                .formatOf(decider.source())
                .or(() -> firewalls.documents().stream()
                        .map(ReadFirewall::parsed)
                        .filter(Objects::nonNull)
                        .map(ParsedFirewall::format)
                        .findFirst())
                .orElse(FirewallFormat.NFT);
        return switch (format) {
            case AWS_NETWORK_ACL -> NETWORK_ACL;
            case AWS_SECURITY_GROUP -> SECURITY_GROUP;
            case PF -> PF;
            case WINDOWS_NETSH, WINDOWS_POWERSHELL -> decider.line() == null ? WINDOWS_DEFAULT : WINDOWS_RULE;
            case IPTABLES_SAVE, IP6TABLES_SAVE, IPTABLES_RULES, IPTABLES_LIST, NFT, NFT_JSON -> NETFILTER;
        };
    }
}
