package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.End;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.TcpFlag;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.PortRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ports, flags and types of messages. {@code iptables-extensions(8): tcp, udp, multiport, icmp, icmp6}, version 1.8.9. */
final class TransportOptions {

    static final int ICMP = 1;

    /** The most ports that multiport takes; a range counts as two. */
    private static final int MOST_PORTS = 15;

    static final String NOT_PORTS = "not a port up to 65535, a known service or an ascending range: ";

    private static final Set<TcpFlag> LOOKED_AT_BY_SYN = EnumSet.of(TcpFlag.FIN, TcpFlag.SYN, TcpFlag.RST, TcpFlag.ACK);

    static final Match SYN = new Match.TcpFlags(TcpFlag.bits(LOOKED_AT_BY_SYN), TcpFlag.SYN.bit(), false);

    static final Map<String, Option> BY_NAME = Map.ofEntries(
            Map.entry("--sport", TransportOptions::sourcePort),
            Map.entry("--source-port", TransportOptions::sourcePort),
            Map.entry("--dport", TransportOptions::destinationPort),
            Map.entry("--destination-port", TransportOptions::destinationPort),
            Map.entry("--sports", TransportOptions::sourcePorts),
            Map.entry("--source-ports", TransportOptions::sourcePorts),
            Map.entry("--dports", TransportOptions::destinationPorts),
            Map.entry("--destination-ports", TransportOptions::destinationPorts),
            Map.entry("--ports", TransportOptions::eitherPorts),
            Map.entry("--port", TransportOptions::eitherPorts),
            Map.entry("--tcp-flags", TransportOptions::tcpFlags),
            Map.entry("--syn", TransportOptions::syn),
            Map.entry("--icmp-type", TransportOptions::icmpType),
            Map.entry("--icmpv6-type", TransportOptions::icmpv6Type));

    private TransportOptions() {}

    private static void sourcePort(Arguments arguments, RuleDraft rule) {
        port(End.SOURCE, arguments, rule);
    }

    private static void destinationPort(Arguments arguments, RuleDraft rule) {
        port(End.DESTINATION, arguments, rule);
    }

    private static void port(End end, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<PortRange> range = PortNames.findRange(value, ':');
        if (range.isEmpty()) {
            rule.problem(NOT_PORTS + Excerpt.of(value), arguments.text());
        } else {
            rule.add(new Match.Port(end, PortRanges.of(List.of(range.get()))), arguments.isNegated());
        }
        rule.needsPorts(arguments.text());
    }

    private static void sourcePorts(Arguments arguments, RuleDraft rule) {
        ports(List.of(End.SOURCE), arguments, rule);
    }

    private static void destinationPorts(Arguments arguments, RuleDraft rule) {
        ports(List.of(End.DESTINATION), arguments, rule);
    }

    private static void eitherPorts(Arguments arguments, RuleDraft rule) {
        ports(List.of(End.SOURCE, End.DESTINATION), arguments, rule);
    }

    private static void ports(List<End> ends, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<PortRanges> ports = PortNames.findList(value);
        long count = value.chars().filter(c -> c == ',' || c == ':').count() + 1;
        if (ports.isEmpty()) {
            rule.problem(NOT_PORTS + Excerpt.of(value), arguments.text());
        } else if (count > MOST_PORTS) {
            rule.problem("multiport takes no more than " + MOST_PORTS + " ports", arguments.text());
        } else {
            rule.add(onAny(ends, ports.get()), arguments.isNegated());
        }
        rule.needsPorts(arguments.text());
    }

    static Match onAny(List<End> ends, PortRanges ports) {
        List<Match> matches =
                ends.stream().<Match>map(end -> new Match.Port(end, ports)).toList();
        return matches.size() == 1 ? matches.get(0) : new Match.AnyOf(matches);
    }

    private static void tcpFlags(Arguments arguments, RuleDraft rule) {
        Optional<Integer> mask = arguments.value().flatMap(TransportOptions::bits);
        Optional<Integer> set = arguments.value().flatMap(TransportOptions::bits);
        if (mask.isEmpty() || set.isEmpty()) {
            rule.problem("--tcp-flags needs a mask and the flags that are set", arguments.text());
        } else {
            rule.add(new Match.TcpFlags(mask.get(), set.get(), false), arguments.isNegated());
        }
        rule.needsProtocol(IpProtocol.TCP.number(), arguments.text());
    }

    /** The bits of {@code SYN,ACK}, {@code ALL} or {@code NONE}. */
    static Optional<Integer> bits(String flags) {
        if (flags.equalsIgnoreCase("ALL")) {
            return Optional.of(0x3F);
        }
        if (flags.equalsIgnoreCase("NONE")) {
            return Optional.of(0);
        }
        int bits = 0;
        for (String name : flags.split(",", -1)) {
            Optional<TcpFlag> flag = TcpFlag.find(name);
            if (flag.isEmpty() || flag.get() == TcpFlag.ECE || flag.get() == TcpFlag.CWR) {
                return Optional.empty();
            }
            bits |= flag.get().bit();
        }
        return Optional.of(bits);
    }

    private static void syn(Arguments arguments, RuleDraft rule) {
        rule.add(SYN, arguments.isNegated());
        rule.needsProtocol(IpProtocol.TCP.number(), arguments.text());
    }

    /** No packet that is judged is one of ICMP, so that its type does not matter. */
    private static void icmpType(Arguments arguments, RuleDraft rule) {
        if (arguments.value().isEmpty()) {
            rule.problem("--icmp-type needs a type", arguments.text());
        }
        rule.needsProtocol(ICMP, arguments.text());
    }

    private static void icmpv6Type(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<Match> type = Icmpv6Types.find(value);
        if (type.isEmpty()) {
            rule.problem("not a type of ICMPv6: " + Excerpt.of(value), arguments.text());
        } else {
            rule.add(type.get(), arguments.isNegated());
        }
        rule.needsProtocol(IpProtocol.ICMPV6.number(), arguments.text());
    }
}
