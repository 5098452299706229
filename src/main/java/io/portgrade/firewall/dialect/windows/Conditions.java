package io.portgrade.firewall.dialect.windows;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The conditions of one rule for packets of one direction. */
final class Conditions {

    private static final Set<Integer> NONE = Set.of();

    private final Entry entry;
    private final Direction direction;
    private final Transcript transcript;
    private final List<Match> matches = new ArrayList<>();

    private Conditions(Entry entry, Direction direction, Transcript transcript) {
        this.entry = entry;
        this.direction = direction;
        this.transcript = transcript;
    }

    static List<Match> of(Entry entry, Direction direction, Transcript transcript) {
        Conditions conditions = new Conditions(entry, direction, transcript);
        boolean inbound = direction == Direction.INBOUND;
        conditions.protocol();
        conditions.addresses(Property.LOCAL_ADDRESS, inbound ? End.DESTINATION : End.SOURCE);
        conditions.addresses(Property.REMOTE_ADDRESS, inbound ? End.SOURCE : End.DESTINATION);
        conditions.ports(Property.LOCAL_PORT, inbound ? End.DESTINATION : End.SOURCE);
        conditions.ports(Property.REMOTE_PORT, inbound ? End.SOURCE : End.DESTINATION);
        conditions.restrictions();
        return conditions.matches;
    }

    private void protocol() {
        if (!entry.has(Property.PROTOCOL)) {
            matches.add(new Match.Unmodelled("protocol"));
        } else if (entry.restricts(Property.PROTOCOL)) {
            Set<Integer> numbers = number(entry.get(Property.PROTOCOL));
            if (numbers.isEmpty()) {
                doubt(Property.PROTOCOL, entry.get(Property.PROTOCOL));
            } else {
                matches.add(new Match.Protocol(numbers));
            }
        }
    }

    private static Set<Integer> number(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "TCP" -> Set.of(6);
            case "UDP" -> Set.of(17);
            case "ICMPV4" -> Set.of(1);
            case "ICMPV6" -> Set.of(58);
            case "HOPOPT" -> Set.of(0);
            case "IGMP" -> Set.of(2);
            case "IPV6" -> Set.of(41);
            case "IPV6-ROUTE" -> Set.of(43);
            case "IPV6-FRAG" -> Set.of(44);
            case "GRE" -> Set.of(47);
            case "IPV6-NONXT" -> Set.of(59);
            case "IPV6-OPTS" -> Set.of(60);
            case "VRRP" -> Set.of(112);
            case "PGM" -> Set.of(113);
            case "L2TP" -> Set.of(115);
            default -> find(text).filter(number -> number <= 255).map(Set::of).orElse(NONE);
        };
    }

    private static Optional<Integer> find(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private void addresses(Property property, End end) {
        if (!entry.has(property)) {
            matches.add(new Match.Unmodelled(property.words()));
        } else if (entry.restricts(property)) {
            List<AddressRange> ranges = new ArrayList<>();
            List<Match> any = new ArrayList<>();
            for (String part : parts(property)) {
                Optional<AddressRange> range = AddressRange.find(part);
                range.ifPresent(ranges::add);
                if (range.isEmpty()) {
                    any.add(unknown(property, part));
                }
            }
            if (!ranges.isEmpty()) {
                any.add(0, new Match.Address(end, AddressSet.of(ranges)));
            }
            matches.add(any.size() == 1 ? any.get(0) : new Match.AnyOf(any));
        }
    }

    private void ports(Property property, End end) {
        if (!entry.has(property)) {
            if (mayHavePorts()) {
                matches.add(new Match.Unmodelled(property.words()));
            }
        } else if (entry.restricts(property)) {
            List<PortRange> ranges = new ArrayList<>();
            List<Match> any = new ArrayList<>();
            for (String part : parts(property)) {
                Optional<PortRange> range = range(part);
                range.ifPresent(ranges::add);
                if (range.isEmpty()) {
                    any.add(unknown(property, part));
                }
            }
            if (!ranges.isEmpty()) {
                any.add(0, new Match.Port(end, PortRanges.of(ranges)));
            }
            matches.add(any.size() == 1 ? any.get(0) : new Match.AnyOf(any));
        }
    }

    /** netsh names no ports for other protocols, and none for all of them together. */
    private boolean mayHavePorts() {
        Set<Integer> numbers = number(entry.get(Property.PROTOCOL));
        return !entry.has(Property.PROTOCOL) || numbers.contains(6) || numbers.contains(17);
    }

    private static Optional<PortRange> range(String text) {
        int dash = text.indexOf('-');
        Optional<Integer> low = find(dash < 0 ? text : text.substring(0, dash));
        Optional<Integer> high = find(text.substring(dash + 1));
        return low.isPresent() && high.isPresent() && low.get() <= high.get() && high.get() <= PortRange.MAX_PORT
                ? Optional.of(new PortRange(low.get(), high.get()))
                : Optional.empty();
    }

    private List<String> parts(Property property) {
        List<String> parts = new ArrayList<>();
        for (String part : entry.get(property).split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    /** A word such as {@code LocalSubnet} or {@code RPC} stands for what is not in the text; anything else is a mistake. */
    private Match unknown(Property property, String text) {
        if (!Character.isLetter(text.charAt(0)) || text.indexOf(':') >= 0) {
            transcript.diagnose(entry.line(), "not a " + property.words() + ": " + Excerpt.of(text));
        }
        return new Match.Unmodelled(property.words() + " " + text);
    }

    private void doubt(Property property, String text) {
        transcript.diagnose(entry.line(), "not a " + property.words() + ": " + Excerpt.of(text));
        matches.add(new Match.Unmodelled(property.words() + " " + text));
    }

    private void restrictions() {
        for (Property property : List.of(Property.PROGRAM, Property.SERVICE, Property.INTERFACES)) {
            if (entry.restricts(property)) {
                matches.add(new Match.Unmodelled(property.words() + " " + entry.get(property)));
            }
        }
        String security = entry.get(Property.SECURITY);
        if (!security.isEmpty() && !security.equals("NotRequired")) {
            matches.add(new Match.Unmodelled("security " + security));
        }
        if (entry.mayHideItsProgram()) {
            matches.add(new Match.Unmodelled("program, which is not shown"));
        }
        if (!entry.whole()) {
            matches.add(new Match.Unmodelled("cut off"));
        }
    }
}
