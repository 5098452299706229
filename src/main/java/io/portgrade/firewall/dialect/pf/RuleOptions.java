package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the options of a rule, most of which make no difference to what it passes. */
final class RuleOptions {

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "all",
            "allow-opts",
            "static-port",
            "round-robin",
            "random",
            "sticky-address",
            "bitmask",
            "fastroute",
            "least-states",
            "drop",
            "no-sync",
            "endpoint-independent");
    private static final Set<String> WITHOUT_EFFECT_WITH_VALUE = Set.of(
            "label", "tag", "ridentifier", "rtable", "queue", "dnqueue", "dnpipe", "source-hash", "map-e-portset");
    private static final Set<String> WITH_OPTIONAL_GROUP =
            Set.of("log", "return", "return-rst", "return-icmp", "return-icmp6", "scrub");
    private static final Set<String> NOT_MODELLED =
            Set.of("tagged", "tos", "dscp", "prio", "probability", "received-on", "os", "max-pkt-rate", "ttl");
    private static final Set<String> ROUTES = Set.of("route-to", "reply-to", "dup-to");
    private static final Set<String> STATES = Set.of("keep", "modulate", "synproxy");

    /** Options of a state that do not refuse connections. */
    private static final List<String> LIMITS = List.of("max", "source-track", "overload");

    private final Tokens tokens;
    private final RuleDraft draft;

    RuleOptions(Tokens tokens, RuleDraft draft) {
        this.tokens = tokens;
        this.draft = draft;
    }

    /** False when the word is not known. */
    boolean read(String word) {
        if (WITH_OPTIONAL_GROUP.contains(word)) {
            optionalGroup();
        } else if (WITHOUT_EFFECT_WITH_VALUE.contains(word)) {
            tokens.takeGroup();
        } else if (ROUTES.contains(word)) {
            tokens.takeGroup();
        } else if (NOT_MODELLED.contains(word)) {
            notModelled(word);
        } else if (word.equals("user") || word.equals("group")) {
            owner(word);
        } else if (word.equals("icmp-type") || word.equals("icmp6-type")) {
            icmpType(word);
        } else if (STATES.contains(word) && tokens.take("state")) {
            state();
        } else if (word.equals("set")) {
            setting();
        } else if (word.endsWith("-to") || word.startsWith("divert-")) {
            translation(word);
        } else {
            return WITHOUT_EFFECT.contains(word);
        }
        return true;
    }

    /** A condition that is beyond the model, with its value. */
    void notModelled(String word) {
        draft.conditions.add(new Match.Unmodelled(word + " " + String.join(" ", tokens.takeGroup())));
    }

    private void optionalGroup() {
        if (tokens.peek().equals("(")) {
            tokens.takeGroup();
        }
    }

    private void state() {
        if (tokens.peek().equals("(")) {
            List<String> options = tokens.takeGroup();
            for (String option : options) {
                if (LIMITS.stream().anyMatch(option::startsWith)) {
                    draft.limit = String.join(" ", options);
                }
            }
        }
    }

    private void owner(String word) {
        StringBuilder text = new StringBuilder(word);
        while (Set.of("=", "!=", "<", ">", "<=", ">=").contains(tokens.peek())) {
            text.append(' ').append(tokens.take());
        }
        notModelled(text.toString());
        if (tokens.take("><") || tokens.take("<>")) {
            tokens.take();
        }
    }

    /** Of ICMP, neighbour discovery alone is judged. */
    private void icmpType(String word) {
        Set<Integer> types = new HashSet<>();
        for (String type : tokens.takeGroup()) {
            switch (type) {
                case "neighbrsol", "135" -> types.add(135);
                case "neighbradv", "136" -> types.add(136);
                default -> {}
            }
        }
        if (word.equals("icmp6-type")) {
            draft.conditions.add(new Match.Icmpv6Type(types));
        }
        if (tokens.take("code")) {
            tokens.takeGroup();
        }
    }

    private void setting() {
        if (!tokens.peek().equals("(")) {
            tokens.take();
        }
        tokens.takeGroup();
    }

    private void translation(String word) {
        draft.translation = switch (word) {
            case "nat-to" -> RuleDraft.Translation.SOURCE;
            case "rdr-to" -> RuleDraft.Translation.DESTINATION;
            default -> RuleDraft.Translation.OTHER;
        };
        if (word.equals("af-to")) {
            tokens.take();
            tokens.take("from");
            tokens.takeGroup();
            tokens.take("to");
        }
        if (!tokens.peek().equals("port") && !word.equals("divert-reply")) {
            tokens.takeGroup();
        }
        if (tokens.take("port")) {
            tokens.takeGroup();
        }
    }
}
