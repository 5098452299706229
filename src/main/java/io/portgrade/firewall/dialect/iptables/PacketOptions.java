package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.ingest.text.Excerpt;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code iptables-extensions(8): iprange, pkttype, hl, ttl, comment}, version 1.8.9. */
final class PacketOptions {

    private static final int HIGHEST = 255;

    static final Map<String, Option> BY_NAME = Map.ofEntries(
            Map.entry("--src-range", PacketOptions::sourceRange),
            Map.entry("--dst-range", PacketOptions::destinationRange),
            Map.entry("--pkt-type", PacketOptions::packetType),
            Map.entry("--hl-eq", PacketOptions::hopLimitIs),
            Map.entry("--hl-lt", PacketOptions::hopLimitBelow),
            Map.entry("--hl-gt", PacketOptions::hopLimitAbove),
            Map.entry("--ttl-eq", PacketOptions::hopLimitIs),
            Map.entry("--ttl-lt", PacketOptions::hopLimitBelow),
            Map.entry("--ttl-gt", PacketOptions::hopLimitAbove),
            Map.entry("--comment", PacketOptions::comment));

    private PacketOptions() {}

    private static void sourceRange(Arguments arguments, RuleDraft rule) {
        range(End.SOURCE, arguments, rule);
    }

    private static void destinationRange(Arguments arguments, RuleDraft rule) {
        range(End.DESTINATION, arguments, rule);
    }

    private static void range(End end, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<AddressRange> range = value.indexOf('/') >= 0 ? Optional.empty() : AddressRange.find(value);
        if (range.isEmpty() || range.get().family() != rule.family()) {
            rule.problem("not an ascending range of addresses: " + Excerpt.of(value), arguments.text());
        } else {
            rule.add(new Match.Address(end, AddressSet.of(range.get())), arguments.isNegated());
        }
    }

    private static void packetType(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<Match> type = PacketTypes.find(value);
        if (type.isEmpty()) {
            rule.problem("neither unicast, broadcast nor multicast: " + Excerpt.of(value), arguments.text());
        } else {
            rule.add(type.get(), arguments.isNegated());
        }
    }

    private static void hopLimitIs(Arguments arguments, RuleDraft rule) {
        hopLimit(0, 0, arguments, rule);
    }

    private static void hopLimitBelow(Arguments arguments, RuleDraft rule) {
        hopLimit(-1, 0, arguments, rule);
    }

    private static void hopLimitAbove(Arguments arguments, RuleDraft rule) {
        hopLimit(0, 1, arguments, rule);
    }

    /** @param below −1 for all under the value, @param above 1 for all over it */
    private static void hopLimit(int below, int above, Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        OptionalInt number = Numbers.find(value);
        if (number.isEmpty() || number.getAsInt() > HIGHEST) {
            rule.problem("not a number up to 255: " + Excerpt.of(value), arguments.text());
            return;
        }
        int limit = number.getAsInt();
        int low = below < 0 ? 0 : limit + above;
        int high = above > 0 ? HIGHEST : limit + below;
        Match within = new Match.HopLimit(low, high);
        rule.hopLimit(arguments.isNegated() ? Match.not(within) : within);
    }

    private static void comment(Arguments arguments, RuleDraft rule) {
        if (!arguments.hasNext()) {
            rule.problem("--comment needs a text", arguments.text());
        } else {
            arguments.swallow();
        }
    }
}
