package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressMask;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Match;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Options that need no module. {@code iptables(8), PARAMETERS}, version 1.8.9. */
final class BasicOptions {

    /** With the NUL that ends it, IFNAMSIZ is 16. */
    private static final int LONGEST_INTERFACE = 15;

    static final Map<String, Option> BY_NAME = Map.ofEntries(
            Map.entry("-p", BasicOptions::protocol),
            Map.entry("--protocol", BasicOptions::protocol),
            Map.entry("--proto", BasicOptions::protocol),
            Map.entry("-s", BasicOptions::source),
            Map.entry("--source", BasicOptions::source),
            Map.entry("--src", BasicOptions::source),
            Map.entry("-d", BasicOptions::destination),
            Map.entry("--destination", BasicOptions::destination),
            Map.entry("--dst", BasicOptions::destination),
            Map.entry("-i", BasicOptions::comingIn),
            Map.entry("--in-interface", BasicOptions::comingIn),
            Map.entry("-o", BasicOptions::goingOut),
            Map.entry("--out-interface", BasicOptions::goingOut),
            Map.entry("-f", BasicOptions::fragment),
            Map.entry("--fragment", BasicOptions::fragment),
            Map.entry("-c", BasicOptions::counters),
            Map.entry("--set-counters", BasicOptions::counters));

    private BasicOptions() {}

    private static void protocol(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        OptionalInt number = ProtocolNames.find(value);
        if (number.isEmpty()) {
            rule.problem("not a protocol: " + Excerpt.of(value), arguments.text());
        } else if (number.getAsInt() == ProtocolNames.ALL) {
            if (arguments.isNegated()) {
                rule.problem("no packet has no protocol", arguments.text());
            }
        } else if (arguments.isNegated()) {
            rule.add(Match.Protocol.of(number.getAsInt()), true);
        } else {
            rule.protocol(number.getAsInt());
        }
    }

    private static void source(Arguments arguments, RuleDraft rule) {
        addresses(End.SOURCE, arguments, rule);
    }

    private static void destination(Arguments arguments, RuleDraft rule) {
        addresses(End.DESTINATION, arguments, rule);
    }

    private static void addresses(End end, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<AddressMask> mask = maskWithHoles(value, rule.family());
        if (mask.isPresent()) {
            rule.add(new Match.MaskedAddress(end, mask.get()), arguments.isNegated());
            return;
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            Optional<AddressRange> range = part.indexOf('-') >= 0 ? Optional.empty() : AddressRange.find(part);
            if (range.isEmpty() || range.get().family() != rule.family()) {
                rule.problem("not an address of " + (rule.family().id()) + ": " + Excerpt.of(part), arguments.text());
                return;
            }
            ranges.add(range.get());
        }
        if (arguments.isNegated() && ranges.size() > 1) {
            rule.problem("iptables takes no ! before several addresses", arguments.text());
        } else if (ranges.size() > 1) {
            rule.addresses(end, ranges);
        } else {
            address(end, ranges.get(0), arguments, rule);
        }
    }

    private static Optional<AddressMask> maskWithHoles(String value, Family family) {
        return AddressRange.find(value).isPresent()
                ? Optional.empty()
                : AddressMask.find(value).filter(mask -> mask.family() == family);
    }

    private static void address(End end, AddressRange range, Arguments arguments, RuleDraft rule) {
        if (arguments.isNegated() || !range.equals(AddressRange.all(rule.family()))) {
            rule.add(new Match.Address(end, AddressSet.of(range)), arguments.isNegated());
        }
    }

    private static void comingIn(Arguments arguments, RuleDraft rule) {
        networkInterface(Direction.INBOUND, arguments, rule);
    }

    private static void goingOut(Arguments arguments, RuleDraft rule) {
        networkInterface(Direction.OUTBOUND, arguments, rule);
    }

    private static void networkInterface(Direction direction, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        if (value.isEmpty() || value.length() > LONGEST_INTERFACE) {
            rule.problem("not the name of an interface: " + Excerpt.of(value), arguments.text());
        } else {
            rule.add(interfaceNamed(direction, value), arguments.isNegated());
        }
    }

    /** @param name a plus sign at its end stands for any end */
    static Match interfaceNamed(Direction direction, String name) {
        boolean prefix = name.endsWith("+");
        return new Match.Interface(direction, prefix ? name.substring(0, name.length() - 1) : name, prefix);
    }

    /** Connection tracking puts fragments together before a rule sees them, and the packets of a conversation are whole. */
    private static void fragment(Arguments arguments, RuleDraft rule) {
        rule.add(new Match.Fixed(arguments.isNegated(), arguments.text()));
    }

    private static void counters(Arguments arguments, RuleDraft rule) {
        boolean packets = arguments.value().isPresent();
        boolean bytes = arguments.value().isPresent();
        if (!packets || !bytes) {
            rule.problem("-c needs two numbers", arguments.text());
        }
    }
}
