package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressType;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What {@code -m} names. {@code iptables-extensions(8)}, version 1.8.9. */
final class Modules {

    /** Modules that ask for nothing by themselves: their options do. */
    private static final Set<String> WITH_OPTIONS_OF_THEIR_OWN =
            Set.of("multiport", "conntrack", "state", "comment", "iprange", "pkttype", "hl", "ttl", "standard");

    private static final Set<String> OF_PROTOCOL =
            Set.of("tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmp6", "icmpv6", "ipv6-icmp", "ah", "esp", "mh");

    private static final Map<String, Option> WITH_CONTEXT =
            Map.of("addrtype", Modules::addressType, "rpfilter", Modules::reversePath, "mark", Modules::mark);

    private static final Set<String> OF_ADDRESS_TYPE =
            Set.of("--src-type", "--dst-type", "--limit-iface-in", "--limit-iface-out");

    private static final Set<String> OF_REVERSE_PATH = Set.of("--loose", "--validmark", "--accept-local", "--invert");

    /** Asks for a routing header of IPv6, which no packet of a connection has. */
    private static final String ROUTING_HEADER = "-m rt";

    private static final Set<String> OF_MARK = Set.of("--mark");

    private Modules() {}

    static void read(Arguments arguments, RuleDraft rule) {
        int start = arguments.position() - 1;
        boolean negated = arguments.isNegated();
        String name = arguments.value().orElse("");
        Option withContext = WITH_CONTEXT.get(name);
        if (name.isEmpty() || negated) {
            rule.problem("-m needs the name of a module", arguments.text());
        } else if (withContext != null) {
            withContext.read(arguments, rule);
        } else if (OF_PROTOCOL.contains(name)) {
            ofProtocol(name, arguments, rule);
        } else if (!WITH_OPTIONS_OF_THEIR_OWN.contains(name)) {
            unmodelled(name, start, arguments, rule);
        }
    }

    /** The kernel takes them in rules of that protocol only. */
    private static void ofProtocol(String name, Arguments arguments, RuleDraft rule) {
        OptionalInt number = ProtocolNames.find(name);
        number.ifPresent(protocol -> rule.needsProtocol(protocol, arguments.text()));
    }

    /** Keeps a module together with the options that follow it. */
    private static void unmodelled(String name, int start, Arguments arguments, RuleDraft rule) {
        while (arguments.hasNext() && !arguments.isNext(RuleReader.OUTSIDE_MODULES)) {
            arguments.swallow();
        }
        String text = arguments.text(start);
        if (text.startsWith(ROUTING_HEADER)) {
            rule.add(new Match.Fixed(false, text));
        } else if (!KnownModules.contain(name)) {
            rule.problem("module not known: " + Excerpt.of(name), text);
        } else {
            rule.unmodelled(text);
        }
    }

    private static void addressType(Arguments arguments, RuleDraft rule) {
        int start = arguments.position() - 2;
        List<Match> matches = new ArrayList<>();
        boolean known = true;
        while (arguments.isNext(OF_ADDRESS_TYPE)) {
            String option = arguments.option().text();
            if (option.startsWith("--limit")) {
                known = false;
                continue;
            }
            End end = option.equals("--src-type") ? End.SOURCE : End.DESTINATION;
            Optional<Set<AddressType>> types = types(arguments.value().orElse(""));
            known &= types.isPresent();
            types.ifPresent(found -> matches.add(negate(new Match.OfAddressType(end, found), arguments)));
        }
        if (known) {
            matches.forEach(rule::add);
        } else {
            rule.unmodelled(arguments.text(start));
        }
    }

    private static Match negate(Match match, Arguments arguments) {
        return arguments.isNegated() ? Match.not(match) : match;
    }

    /** The types of a list, such as {@code LOCAL,BROADCAST}. */
    static Optional<Set<AddressType>> types(String list) {
        Set<AddressType> types = EnumSet.noneOf(AddressType.class);
        for (String name : list.split(",", -1)) {
            switch (name.toUpperCase(Locale.ROOT)) {
                case "LOCAL", "UNICAST", "BROADCAST", "ANYCAST", "MULTICAST", "UNREACHABLE" ->
                    types.add(AddressType.valueOf(name.toUpperCase(Locale.ROOT)));
                case "UNSPEC", "BLACKHOLE", "PROHIBIT", "THROW", "NAT", "XRESOLVE" -> types.add(AddressType.OTHER);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(types);
    }

    /** {@code -m mark ! --mark 0x4000/0x4000}; connmark's option has the same name. */
    private static void mark(Arguments arguments, RuleDraft rule) {
        int start = arguments.position() - 2;
        if (!arguments.isNext(OF_MARK)) {
            rule.problem("-m mark needs --mark", arguments.text());
            return;
        }
        arguments.option();
        Optional<Match> mark = PacketMarks.match(arguments.value().orElse(""));
        if (mark.isPresent()) {
            rule.add(mark.get(), arguments.isNegated());
        } else {
            rule.problem("not a mark: " + Excerpt.of(arguments.text(start)), arguments.text(start));
        }
    }

    /** A host whose routes are symmetric always finds the way back where a packet came from. */
    private static void reversePath(Arguments arguments, RuleDraft rule) {
        boolean inverted = false;
        while (arguments.isNext(OF_REVERSE_PATH)) {
            inverted |= arguments.option().text().equals("--invert");
        }
        rule.add(new Match.Fixed(!inverted, inverted ? "-m rpfilter --invert" : "-m rpfilter"));
    }
}
