package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Match;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Marks of packets, which rules set for later ones. {@code iptables-extensions(8): mark, MARK, CONNMARK}, version 1.8.9. */
final class PacketMarks {

    private PacketMarks() {}

    /** {@code 0x4000/0x4000} or {@code 0x1}; empty when it is neither. */
    static Optional<Match> match(String text) {
        int slash = text.indexOf('/');
        OptionalInt value = Numbers.findBits(slash < 0 ? text : text.substring(0, slash));
        OptionalInt mask = slash < 0 ? OptionalInt.of(-1) : Numbers.findBits(text.substring(slash + 1));
        return value.isEmpty() || mask.isEmpty()
                ? Optional.empty()
                : Optional.of(new Match.PacketMark(mask.getAsInt(), value.getAsInt()));
    }

    /** What a target does to the mark: whatever the mask leaves or takes away, no more bits are set than the value's. */
    static Action action(String target, Map<String, String> options) {
        if (target.equals("MARK") && options.size() == 1) {
            Map.Entry<String, String> only = options.entrySet().iterator().next();
            return only.getKey().equals("--and-mark") ? new Action.Continue() : new Action.Mark(bits(only.getValue()));
        }
        if (target.equals("CONNMARK") && !options.isEmpty()) {
            return options.containsKey("--restore-mark") ? new Action.Mark(restored(options)) : new Action.Continue();
        }
        return new Action.Mark(Action.Mark.ANY);
    }

    /** From the connection's mark, of which nothing is known. */
    private static int restored(Map<String, String> options) {
        String mask = options.get("--ctmask");
        String both = mask == null ? options.get("--mask") : mask;
        return both == null ? Action.Mark.ANY : bits(both);
    }

    private static int bits(String value) {
        int slash = value.indexOf('/');
        return Numbers.findBits(slash < 0 ? value : value.substring(0, slash)).orElse(Action.Mark.ANY);
    }
}
