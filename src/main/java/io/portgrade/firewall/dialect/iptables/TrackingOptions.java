package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.CtState;
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

/** What connection tracking is asked. {@code iptables-extensions(8): conntrack, state}, version 1.8.9. */
final class TrackingOptions {

    static final Map<String, Option> BY_NAME = Map.ofEntries(
            Map.entry("--state", TrackingOptions::state),
            Map.entry("--ctstate", TrackingOptions::ctState),
            Map.entry("--ctdir", TrackingOptions::ctDirection),
            Map.entry("--ctproto", TrackingOptions::ctProtocol),
            Map.entry("--ctstatus", TrackingOptions::other),
            Map.entry("--ctexpire", TrackingOptions::other),
            Map.entry("--ctorigsrc", TrackingOptions::other),
            Map.entry("--ctorigdst", TrackingOptions::other),
            Map.entry("--ctreplsrc", TrackingOptions::other),
            Map.entry("--ctrepldst", TrackingOptions::other),
            Map.entry("--ctorigsrcport", TrackingOptions::other),
            Map.entry("--ctorigdstport", TrackingOptions::other),
            Map.entry("--ctreplsrcport", TrackingOptions::other),
            Map.entry("--ctrepldstport", TrackingOptions::other));

    private static final Set<String> OF_NAT = Set.of("SNAT", "DNAT");

    private static final Match TRACKED = new Match.State(EnumSet.of(CtState.NEW, CtState.ESTABLISHED, CtState.RELATED));

    private TrackingOptions() {}

    private static void state(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<Match> state = hasNatState(value) ? Optional.empty() : findStates(value);
        if (state.isEmpty()) {
            rule.problem("not states of connection tracking: " + Excerpt.of(value), arguments.text());
        } else {
            rule.add(state.get(), arguments.isNegated());
        }
    }

    private static void ctState(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<Match> state = findStates(value);
        if (state.isEmpty()) {
            rule.problem("not states of connection tracking: " + Excerpt.of(value), arguments.text());
            return;
        }
        if (hasNatState(value)) {
            rule.isNotModelled();
        }
        rule.trackingState(arguments.isNegated() ? Match.not(state.get()) : state.get());
    }

    static boolean hasNatState(String list) {
        return List.of(list.toUpperCase(Locale.ROOT).split(",", -1)).stream().anyMatch(OF_NAT::contains);
    }

    /** Any of the states of a list; whether a connection is translated is not known. */
    static Optional<Match> findStates(String list) {
        Set<CtState> states = EnumSet.noneOf(CtState.class);
        List<Match> translated = new ArrayList<>();
        for (String name : list.split(",", -1)) {
            Optional<CtState> state = findState(name);
            state.ifPresent(states::add);
            if (state.isEmpty()) {
                if (!OF_NAT.contains(name.toUpperCase(Locale.ROOT))) {
                    return Optional.empty();
                }
                translated.add(new Match.Unmodelled("--ctstate " + name));
            }
        }
        if (translated.isEmpty()) {
            return Optional.of(new Match.State(states));
        }
        translated.add(0, new Match.State(states));
        return Optional.of(new Match.AnyOf(translated));
    }

    private static Optional<CtState> findState(String name) {
        for (CtState state : CtState.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static void ctDirection(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        Optional<Match> direction = findDirection(value, arguments.isNegated());
        if (direction.isEmpty()) {
            rule.problem("neither ORIGINAL nor REPLY: " + Excerpt.of(value), arguments.text());
        } else {
            rule.tracking(direction.get());
        }
    }

    static Optional<Match> findDirection(String name, boolean negated) {
        boolean reply = name.equalsIgnoreCase("REPLY");
        return reply || name.equalsIgnoreCase("ORIGINAL")
                ? Optional.of(new Match.ConnectionDirection(reply != negated))
                : Optional.empty();
    }

    private static void ctProtocol(Arguments arguments, RuleDraft rule) {
        String value = arguments.value().orElse("");
        OptionalInt number = ProtocolNames.find(value);
        if (number.isEmpty() || number.getAsInt() == ProtocolNames.ALL) {
            rule.problem("not a protocol: " + Excerpt.of(value), arguments.text());
        } else {
            rule.tracking(ofConnection(number.getAsInt(), arguments.isNegated()));
        }
    }

    static Match ofConnection(int protocol, boolean negated) {
        Match is = Match.Protocol.of(protocol);
        return new Match.AllOf(List.of(TRACKED, negated ? Match.not(is) : is));
    }

    private static void other(Arguments arguments, RuleDraft rule) {
        arguments.values();
        rule.isNotModelled();
        rule.tracking(new Match.Unmodelled(arguments.text()));
    }
}
