package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.AddressType;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that the model knows, by name. */
final class Selectors {

    private static final Match DISCOVERY = Match.Protocol.of(IpProtocol.ICMPV6);
    private static final int ICMP = 1;
    private static final int MAX_OCTET = 255;

    private static final Map<String, Selector> BY_NAME = all();

    private final Selector status;

    /** @param redirects whether any rule sends connections elsewhere */
    Selectors(boolean redirects) {
        this.status = new StatusSelector(redirects);
    }

    Optional<Selector> find(String field) {
        return field.equals("ct status") ? Optional.of(status) : Optional.ofNullable(BY_NAME.get(field));
    }

    private static Map<String, Selector> all() {
        Map<String, Selector> all = new HashMap<>();
        for (End end : End.values()) {
            String side = end == End.SOURCE ? "s" : "d";
            all.put("ip " + side + "addr", new AddressSelector(end, Family.IPV4));
            all.put("ip6 " + side + "addr", new AddressSelector(end, Family.IPV6));
            all.put("th " + side + "port", new PortSelector(end, Set.of()));
            for (String protocol : List.of("tcp", "udp", "dccp", "sctp", "udplite")) {
                Set<Integer> numbers = Set.of(Names.protocol(protocol).orElseThrow());
                all.put(protocol + " " + side + "port", new PortSelector(end, numbers));
            }
            Selector type = NamedSelector.ofWords(List.of(), word -> addressType(end, word));
            all.put("fib " + side + "addr type", type);
            all.put("fib " + side + "addr.iif type", type);
        }
        all.put("ip protocol", protocol(List.of(new Match.OfFamily(Family.IPV4))));
        all.put("ip6 nexthdr", protocol(List.of(new Match.OfFamily(Family.IPV6))));
        all.put("meta l4proto", protocol(List.of()));
        all.put("meta nfproto", NamedSelector.ofWords(List.of(), Selectors::family));
        all.put("meta protocol", NamedSelector.ofWords(List.of(), Selectors::family));
        for (String name : List.of("meta iif", "meta iifname", "meta oif", "meta oifname")) {
            Direction direction = name.startsWith("meta iif") ? Direction.INBOUND : Direction.OUTBOUND;
            boolean byName = name.endsWith("name");
            all.put(name, NamedSelector.ofWords(List.of(), word -> networkInterface(direction, word, byName)));
        }
        all.put("ct state", new StateSelector());
        all.put("tcp flags", new TcpFlagSelector());
        all.put("ct direction", NamedSelector.ofWords(List.of(), Selectors::direction));
        all.put("icmpv6 type", NamedSelector.ofWords(List.of(DISCOVERY), Selectors::icmpv6Type));
        for (String field : List.of("icmp type", "icmp code", "igmp type")) {
            Match protocol = Match.Protocol.of(field.startsWith("icmp") ? ICMP : 2);
            all.put(field, NamedSelector.ofWords(List.of(protocol), word -> Optional.of(always(field + " " + word))));
        }
        all.put("meta mark", new MarkSelector());
        all.put("meta pkttype", NamedSelector.ofWords(List.of(), Selectors::packetType));
        all.put("ip ttl", new NamedSelector(List.of(new Match.OfFamily(Family.IPV4)), Selectors::hopLimit));
        all.put("ip6 hoplimit", new NamedSelector(List.of(new Match.OfFamily(Family.IPV6)), Selectors::hopLimit));
        for (String field : List.of("fib saddr.iif oif", "fib saddr.mark.iif oif", "fib saddr.iif.mark oif")) {
            all.put(field, NamedSelector.ofWords(List.of(), word -> reversePath(field, word)));
            all.put(field + "name", NamedSelector.ofWords(List.of(), word -> reversePath(field, word)));
        }
        for (String field : List.of("rt type", "rt hdrlength", "rt seg-left")) {
            Match none = new Match.Fixed(false, field + ": no packet of a connection has a routing header");
            all.put(field, NamedSelector.ofWords(List.of(none), word -> Optional.of(always(field + " " + word))));
        }
        return Map.copyOf(all);
    }

    private static Selector protocol(List<Match> implied) {
        return NamedSelector.ofWords(implied, word -> {
            OptionalInt number = Names.protocol(word);
            return number.isPresent() ? Optional.of(Match.Protocol.of(number.getAsInt())) : Optional.empty();
        });
    }

    private static Optional<Match> family(String word) {
        return switch (word) {
            case "ipv4", "ip", "2", "0x0800" -> Optional.of(new Match.OfFamily(Family.IPV4));
            case "ipv6", "ip6", "10", "0x86dd" -> Optional.of(new Match.OfFamily(Family.IPV6));
            case "arp", "vlan" -> Optional.of(new Match.AnyOf(List.of()));
            default -> Optional.empty();
        };
    }

    /** By name with a star at the end for any that begins so; an index only when it is the loopback interface's. */
    private static Optional<Match> networkInterface(Direction direction, String word, boolean byName) {
        if (!byName && Numbers.find(word).isPresent()) {
            return word.equals("1") ? Optional.of(new Match.Interface(direction, "lo", false)) : Optional.empty();
        }
        boolean prefix = byName && word.endsWith("*") && !word.endsWith("\\*");
        String name = prefix ? word.substring(0, word.length() - 1) : word.replace("\\*", "*");
        return Optional.of(new Match.Interface(direction, name, prefix));
    }

    private static Optional<Match> direction(String word) {
        return switch (word) {
            case "original", "0" -> Optional.of(new Match.ConnectionDirection(false));
            case "reply", "1" -> Optional.of(new Match.ConnectionDirection(true));
            default -> Optional.empty();
        };
    }

    private static Optional<Match> icmpv6Type(String word) {
        OptionalInt type = Names.icmpv6Type(word);
        return type.isPresent() ? Optional.of(new Match.Icmpv6Type(Set.of(type.getAsInt()))) : Optional.empty();
    }

    /** Neighbour discovery goes to one or to many; the rest of what is judged to one. */
    private static Optional<Match> packetType(String word) {
        boolean toOne = word.equals("host") || word.equals("unicast");
        if (!toOne && !word.equals("broadcast") && !word.equals("multicast") && !word.equals("other")) {
            return Optional.empty();
        }
        String text = "meta pkttype " + word;
        return Optional.of(new Match.AnyOf(List.of(
                new Match.AllOf(List.of(DISCOVERY, new Match.Unmodelled(text))),
                new Match.AllOf(List.of(Match.not(DISCOVERY), new Match.Fixed(toOne, text))))));
    }

    private static Optional<Match> addressType(End end, String word) {
        AddressType type = switch (word) {
            case "blackhole", "prohibit", "unspec", "throw", "nat", "xresolve" -> AddressType.OTHER;
            default -> findType(word);
        };
        return type == null ? Optional.empty() : Optional.of(new Match.OfAddressType(end, Set.of(type)));
    }

    private static @Nullable AddressType findType(String word) {
        for (AddressType type : AddressType.values()) {
            if (type.name().equals(word.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        return null;
    }

    private static Optional<Match> hopLimit(Expression value) {
        OptionalLong low = bound(value, true);
        OptionalLong high = bound(value, false);
        return low.isPresent()
                        && high.isPresent()
                        && low.getAsLong() <= high.getAsLong()
                        && high.getAsLong() <= MAX_OCTET
                ? Optional.of(new Match.HopLimit((int) low.getAsLong(), (int) high.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong bound(Expression value, boolean low) {
        if (value instanceof Expression.Range range) {
            String text = low ? range.low() : range.high();
            return text.isEmpty() ? OptionalLong.of(low ? 0 : MAX_OCTET) : Numbers.find(text);
        }
        return value instanceof Expression.Value one ? Numbers.find(one.text()) : OptionalLong.empty();
    }

    /** Where routes are symmetric, there is one back by the way that a packet came. */
    private static Optional<Match> reversePath(String field, String word) {
        return switch (word) {
            case "missing", "0", "false" -> Optional.of(new Match.Fixed(false, field + " missing"));
            case "exists", "true" -> Optional.of(always(field + " exists"));
            default -> Optional.empty();
        };
    }

    private static Match always(String text) {
        return new Match.Fixed(true, text);
    }
}
