package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Marks of packets, which rules set for later ones. {@code iptables-extensions(8): mark, MARK, CONNMARK, HMARK, SET}, version
 * 1.8.9.
 */
final class PacketMarks {

    /** Targets that may change the mark of a packet. */
    static final Set<String> TARGETS = Set.of("MARK", "CONNMARK", "HMARK", "SET");

    private static final Action CONTINUE = new Action.Continue();
    private static final Action ANY = new Action.Mark(Action.Mark.ANY);

    private static final Set<String> WITH_BITS = Set.of("--and-mark", "--or-mark", "--xor-mark");
    private static final Set<String> WITH_MASK = Set.of("--set-mark", "--set-xmark");
    private static final Set<String> COPYING = Set.of("--save-mark", "--restore-mark");
    private static final Set<String> MASKS = Set.of("--mask", "--nfmask", "--ctmask");
    private static final Set<String> SHIFTS = Set.of("--left-shift-mark", "--right-shift-mark");
    private static final List<Set<String>> OF_MARK = List.of(WITH_BITS, WITH_MASK);
    private static final List<Set<String>> OF_CONNMARK = List.of(WITH_BITS, WITH_MASK, COPYING, MASKS, SHIFTS);

    /** Options that no match has, so that they are the target's even behind one. */
    static final Set<String> OF_TARGETS_ONLY = Stream.of(
                    WITH_BITS, WITH_MASK, COPYING, SHIFTS, Set.of("--nfmask", "--ctmask", "--map-mark"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OF_SETS =
            Set.of("--add-set", "--del-set", "--map-set", "--exist", "--timeout", "--map-prio", "--map-queue");

    private PacketMarks() {}

    /** {@code 0x4000/0x4000} or {@code 0x1}; empty when it is neither. */
    static Optional<Match> match(String text) {
        int slash = text.indexOf('/');
        OptionalInt value = bits(text);
        OptionalInt mask = slash < 0 ? OptionalInt.of(-1) : Numbers.findBits(text.substring(slash + 1));
        return value.isEmpty() || mask.isEmpty()
                ? Optional.empty()
                : Optional.of(new Match.PacketMark(mask.getAsInt(), value.getAsInt()));
    }

    /**
     * What one of {@link #TARGETS} does to the mark: whatever the mask leaves or takes away, no more bits are set than the
     * value's.
     *
     * @return empty for options that iptables does not take
     */
    static Optional<Action> action(String target, Map<String, String> options) {
        if (options.isEmpty()) {
            return Optional.empty();
        }
        if (options.containsKey(ListedConditions.TARGET_AS_LISTED)) {
            return Optional.of(ANY);
        }
        return switch (target) {
            case "MARK" -> mark(options);
            case "CONNMARK" -> connectionMark(options);
            case "SET" -> Optional.of(OF_SETS.containsAll(options.keySet()) ? CONTINUE : ANY);
            default -> Optional.of(ANY);
        };
    }

    private static Optional<Action> mark(Map<String, String> options) {
        Map.Entry<String, String> only = options.entrySet().iterator().next();
        String name = OptionNames.whole(only.getKey(), OF_MARK).orElse("");
        if (options.size() > 1 || !isReadable(name, only.getValue())) {
            return Optional.empty();
        }
        int bits = bits(only.getValue()).orElse(Action.Mark.ANY);
        return Optional.of(name.equals("--and-mark") ? CONTINUE : new Action.Mark(bits));
    }

    /** From the connection's mark, of which nothing is known, to the packet's, or the other way. */
    private static Optional<Action> connectionMark(Map<String, String> options) {
        Set<String> does = new HashSet<>();
        boolean shifts = false;
        int masked = Action.Mark.ANY;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            String name = OptionNames.whole(option.getKey(), OF_CONNMARK).orElse("");
            if (!isReadable(name, value)) {
                return Optional.empty();
            }
            shifts |= SHIFTS.contains(name);
            if (MASKS.contains(name)) {
                masked = name.equals("--nfmask") ? masked : bits(value).orElse(Action.Mark.ANY);
            } else if (!SHIFTS.contains(name)) {
                does.add(name);
            }
        }
        if (does.size() != 1) {
            return Optional.empty();
        }
        return Optional.of(shifts ? ANY : does.contains("--restore-mark") ? new Action.Mark(masked) : CONTINUE);
    }

    private static boolean isReadable(String option, String value) {
        if (option.isEmpty() || COPYING.contains(option)) {
            return !option.isEmpty() && value.isEmpty();
        }
        return WITH_MASK.contains(option)
                ? match(value).isPresent()
                : Numbers.findBits(value).isPresent();
    }

    private static OptionalInt bits(String value) {
        int slash = value.indexOf('/');
        return Numbers.findBits(slash < 0 ? value : value.substring(0, slash));
    }
}
