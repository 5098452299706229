package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.json.JsonNumber;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonText;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The conditions of one rule as they are read from JSON, beside the words for them. What cannot be read is reported and
 * stands among the conditions as unmodelled, so that the rule decides nothing for certain.
 */
final class Entry {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final int ALL_PROTOCOLS = -1;
    private static final int NOT_READ = -2;

    private final int line;
    private final Transcript transcript;
    private final List<Match> matches = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private int protocol = ALL_PROTOCOLS;

    /** @param words that the rendering of the rule begins with */
    Entry(int line, String words, Transcript transcript) {
        this.line = line;
        this.transcript = transcript;
        this.words.append(words);
    }

    /** Reports what is wrong, and keeps the rule from deciding. */
    void doubt(int at, String message) {
        transcript.diagnose(at, message);
        unmodelled(message);
    }

    /** Nothing is wrong, but it is beyond the model. */
    void unmodelled(String text) {
        matches.add(new Match.Unmodelled(text));
    }

    /** An object that was cut off may have said more. */
    void readWhole(JsonObject object) {
        if (!object.whole()) {
            unmodelled("cut off");
        }
    }

    /** A name or a number of IANA's; {@code -1} means all. */
    void protocol(JsonObject object, String member) {
        Optional<JsonTree> value = object.find(member);
        protocol = value.map(Entry::number).orElse(NOT_READ);
        words.append(' ').append(name());
        if (protocol == NOT_READ) {
            doubt(
                    value.map(JsonTree::line).orElse(line),
                    value.map(text -> "not a protocol: " + text.excerpt()).orElse("no " + member));
        } else if (protocol != ALL_PROTOCOLS) {
            matches.add(Match.Protocol.of(protocol));
        }
    }

    private static int number(JsonTree value) {
        String text = value instanceof JsonText own
                ? own.value().toLowerCase(Locale.ROOT)
                : value instanceof JsonNumber own ? own.text() : "";
        OptionalLong number = new JsonNumber(text, 1).findWhole();
        if (number.isPresent()) {
            long own = number.getAsLong();
            return own >= ALL_PROTOCOLS && own <= 255 ? (int) own : NOT_READ;
        }
        return switch (text) {
            case "all" -> ALL_PROTOCOLS;
            case "tcp" -> TCP;
            case "udp" -> UDP;
            case "icmp" -> 1;
            case "icmpv6" -> ICMPV6;
            default -> NOT_READ;
        };
    }

    private String name() {
        return switch (protocol) {
            case ALL_PROTOCOLS -> "all";
            case TCP -> "tcp";
            case UDP -> "udp";
            case 1 -> "icmp";
            case ICMPV6 -> "icmpv6";
            case NOT_READ -> "?";
            default -> "protocol " + protocol;
        };
    }

    /** The destination's ports, where the protocol has any. None given, or -1, means all. */
    void ports(JsonObject object, String low, String high) {
        boolean hasPorts = protocol == TCP || protocol == UDP;
        if (protocol == ICMPV6) {
            object.find(low)
                    .flatMap(Entry::small)
                    .filter(type -> type >= 0)
                    .ifPresent(type -> matches.add(new Match.Icmpv6Type(Set.of(type))));
        }
        if (!hasPorts || !object.has(low) && !object.has(high)) {
            words.append(hasPorts ? " all ports" : "");
            return;
        }
        Optional<Integer> from = object.find(low).flatMap(Entry::small);
        Optional<Integer> to = object.find(high).flatMap(Entry::small);
        if (from.isPresent() && to.isPresent() && from.get() == -1 && to.get() == -1) {
            words.append(" all ports");
        } else if (from.isEmpty()
                || to.isEmpty()
                || from.get() < 0
                || to.get() > PortRange.MAX_PORT
                || from.get() > to.get()) {
            String text = excerpt(object, low) + "-" + excerpt(object, high);
            words.append(' ').append(text);
            doubt(object.find(low).map(JsonTree::line).orElse(line), "not a range of ports: " + text);
        } else {
            PortRange range = new PortRange(from.get(), to.get());
            words.append(' ').append(range);
            matches.add(new Match.Port(End.DESTINATION, PortRanges.of(range.low(), range.high())));
        }
    }

    private static String excerpt(JsonObject object, String member) {
        return object.find(member).map(JsonTree::excerpt).orElse("nothing");
    }

    private static Optional<Integer> small(JsonTree value) {
        OptionalLong number = value instanceof JsonNumber own ? own.findWhole() : OptionalLong.empty();
        return number.isPresent() && Math.abs(number.getAsLong()) <= Integer.MAX_VALUE
                ? Optional.of((int) number.getAsLong())
                : Optional.empty();
    }

    /** The other end's addresses: the source of what comes in, the destination of what goes out. */
    void remote(Direction direction, JsonTree cidr) {
        String text = cidr instanceof JsonText own ? own.value() : "";
        Optional<AddressRange> range = text.indexOf('-') < 0 ? AddressRange.find(text) : Optional.empty();
        from(direction, Excerpt.unquoted(text));
        if (range.isPresent()) {
            End end = direction == Direction.INBOUND ? End.SOURCE : End.DESTINATION;
            matches.add(new Match.Address(end, AddressSet.of(range.get())));
        } else {
            doubt(cidr.line(), "not a block of addresses: " + cidr.excerpt());
        }
    }

    /** Says where the other end is, in words. */
    void from(Direction direction, String text) {
        words.append(direction == Direction.INBOUND ? " from " : " to ").append(text);
    }

    Rule rule(Action action) {
        return new Rule(matches, action, transcript.at(line), words.toString());
    }
}
