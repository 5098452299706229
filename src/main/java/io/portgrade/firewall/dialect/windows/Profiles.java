package io.portgrade.firewall.dialect.windows;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Firewall.WindowsRule;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that a text shows. When it shows one, that is the active one; when it shows several or none, the active one
 * is not known, and what they do not agree on stays open.
 */
record Profiles(List<Profile> shown) {

    private static final List<String> NAMES = List.of("Domain", "Private", "Public");

    Profiles {
        shown = List.copyOf(shown);
    }

    /** Names for PowerShell's bits, 0 being all. */
    static String words(String bits) {
        if (bits.length() != 1 || bits.charAt(0) < '0' || bits.charAt(0) > '7') {
            return bits;
        }
        int value = bits.charAt(0) - '0';
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if ((value & 1 << i) != 0) {
                names.add(NAMES.get(i));
            }
        }
        return names.isEmpty() ? "Any" : String.join(",", names);
    }

    boolean areOff() {
        return !shown.isEmpty() && shown.stream().allMatch(profile -> Boolean.FALSE.equals(profile.on()));
    }

    /** Whether the rules may count for nothing. */
    boolean mayBeOff() {
        return shown.stream().anyMatch(profile -> !Boolean.TRUE.equals(profile.on()));
    }

    /** Whether a rule for some profiles counts; null when that is not known. */
    @Nullable
    Boolean apply(String profiles) {
        String lower = profiles.toLowerCase(Locale.ROOT);
        boolean all = lower.equals("any")
                || lower.equals("all")
                || NAMES.stream().allMatch(name -> lower.contains(name.toLowerCase(Locale.ROOT)));
        if (all) {
            return Boolean.TRUE;
        }
        return shown.size() == 1 && !profiles.isEmpty()
                ? (Boolean) lower.contains(shown.get(0).name().toLowerCase(Locale.ROOT))
                : null;
    }

    /** What they agree on; null when they do not, or it is not known. */
    @Nullable
    Boolean agreed(Function<Profile, @Nullable Boolean> setting) {
        if (shown.isEmpty()) {
            return null;
        }
        Boolean first = setting.apply(shown.get(0));
        return shown.stream().allMatch(profile -> Objects.equals(first, setting.apply(profile))) ? first : null;
    }

    /** What stands in for defaults that are not known, and for one that no rule can override. */
    List<WindowsRule> defaults(String source) {
        List<WindowsRule> rules = new ArrayList<>();
        if (agreed(Profile::passesInbound) == null) {
            rules.add(open(source, Direction.INBOUND));
        }
        if (agreed(Profile::passesOutbound) == null) {
            rules.add(open(source, Direction.OUTBOUND));
        }
        if (shown.stream().anyMatch(Profile::blocksAllInbound)) {
            List<Match> matches = shown.stream().allMatch(Profile::blocksAllInbound)
                    ? List.of()
                    : List.of(new Match.Unmodelled("the active profile"));
            rules.add(rule(source, Direction.INBOUND, matches, new Action.Drop(), "BlockInboundAlways"));
        }
        return rules;
    }

    private static WindowsRule open(String source, Direction direction) {
        String text = "the default of the profile, which is not known";
        return rule(source, direction, List.of(new Match.Unmodelled(text)), new Action.Accept(), text);
    }

    private static WindowsRule rule(
            String source, Direction direction, List<Match> matches, Action action, String text) {
        return new WindowsRule(new Rule(matches, action, SourceLocation.in(source), text), direction, false);
    }
}
