package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.ingest.text.Excerpt;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The target of a rule, with its options, while the rule is read. {@code iptables-extensions(8), TARGET EXTENSIONS}, 1.8.9. */
final class Target {

    private static final Action CONTINUE = new Action.Continue();
    private static final Action ACCEPT = new Action.Accept();
    private static final Action DROP = new Action.Drop();
    private static final Action RETURN = new Action.Return();
    private static final Action NO_TRACK = new Action.NoTrack();

    /** After these the next rule follows, whatever their options say. */
    private static final Set<String> GOING_ON = Set.of(
            "LOG",
            "NFLOG",
            "ULOG",
            "MARK",
            "CONNMARK",
            "TRACE",
            "TCPMSS",
            "TOS",
            "DSCP",
            "CHECKSUM",
            "CLASSIFY",
            "SET",
            "AUDIT",
            "SECMARK",
            "CONNSECMARK",
            "CT",
            "ECN",
            "HL",
            "TTL",
            "HMARK",
            "IDLETIMER",
            "LED",
            "RATEEST",
            "TEE",
            "TCPOPTSTRIP");

    private static final Set<String> NOT_MODELLED = Set.of(
            "QUEUE",
            "NFQUEUE",
            "TPROXY",
            "SYNPROXY",
            "NETMAP",
            "CLUSTERIP",
            "SAME",
            "BALANCE",
            "MIRROR",
            "SNPT",
            "DNPT",
            "ECHO",
            "DELUDE",
            "CHAOS",
            "TARPIT",
            "STEAL",
            "RAWDNAT",
            "RAWSNAT",
            "ROUTE",
            "LOGMARK",
            "SYSRQ",
            "IPMARK");

    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "REJECT", Set.of("--reject-with"),
            "DNAT", Set.of("--to-destination", "--random", "--persistent"),
            "REDIRECT", Set.of("--to-ports", "--random"),
            "SNAT", Set.of("--to-source", "--random", "--random-fully", "--persistent"),
            "MASQUERADE", Set.of("--to-ports", "--random", "--random-fully"));

    private final Map<String, String> options = new HashMap<>();
    private @Nullable String name;
    private boolean goesTo;

    /** Whether the next rule follows a target, whatever its options say. */
    static boolean goesOn(String target) {
        return GOING_ON.contains(target);
    }

    /** Names the target; false when there is one. */
    boolean name(String target, boolean byGoto) {
        boolean first = name == null;
        name = target;
        goesTo = byGoto;
        return first;
    }

    /** Whether an option is one of the target's. */
    boolean takes(String option) {
        return name != null
                && !goesTo
                && (GOING_ON.contains(name) && (PacketMarks.TARGETS.contains(name) || !option.endsWith("-mark"))
                        || NOT_MODELLED.contains(name)
                        || OPTIONS.getOrDefault(name, Set.of()).contains(option));
    }

    void option(String option, String value) {
        options.merge(option, value, (first, second) -> first + " " + second);
    }

    /** What the rule does; a target that is not understood is noted in the draft. */
    Action action(RuleDraft draft) {
        if (name == null) {
            return draft.problems().isEmpty()
                    ? CONTINUE
                    : new Action.Unmodelled("a rule that is cut, or not understood");
        }
        if (goesTo) {
            return name.isEmpty() ? notUnderstood(draft, "-g needs a chain") : new Action.Goto(name);
        }
        if (name.equals("CT") && isOfZone()) {
            return notUnderstood(
                    draft,
                    "zones of connection tracking are not modelled, so that it is uncertain whether a reply finds its"
                            + " connection: " + Excerpt.of(name + " " + options));
        }
        if (GOING_ON.contains(name)) {
            return goingOn(name, draft);
        }
        if (NOT_MODELLED.contains(name)) {
            draft.isNotModelled();
            return new Action.Unmodelled(name);
        }
        return switch (name) {
            case "" -> notUnderstood(draft, "-j needs a target");
            case "ACCEPT" -> ACCEPT;
            case "DROP", "REJECT" -> DROP;
            case "RETURN" -> RETURN;
            case "NOTRACK" -> NO_TRACK;
            case "DNAT", "REDIRECT", "SNAT", "MASQUERADE" -> translation(name, draft);
            default -> new Action.Jump(name);
        };
    }

    private boolean isOfZone() {
        return options.keySet().stream().anyMatch(option -> option.startsWith("--z"))
                || options.getOrDefault(ListedConditions.TARGET_AS_LISTED, "").contains(" zone");
    }

    private Action goingOn(String kind, RuleDraft draft) {
        if (kind.equals("CT")) {
            return options.keySet().stream().anyMatch(option -> option.startsWith("--n")) ? NO_TRACK : CONTINUE;
        }
        return PacketMarks.TARGETS.contains(kind) ? marking(kind, draft) : CONTINUE;
    }

    private Action marking(String kind, RuleDraft draft) {
        return PacketMarks.action(kind, options).orElseGet(() -> {
            draft.problem("not what " + kind + " takes: " + Excerpt.of(options.toString()), "-j " + kind);
            return new Action.Mark(Action.Mark.ANY);
        });
    }

    private Action translation(String kind, RuleDraft draft) {
        return Translations.find(kind, options, draft.family())
                .orElseGet(() -> notUnderstood(draft, "not where NAT may go: " + Excerpt.of(kind + " " + options)));
    }

    private Action notUnderstood(RuleDraft draft, String problem) {
        draft.problem(problem, "-j " + name);
        return new Action.Unmodelled("-j " + name);
    }
}
