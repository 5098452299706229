package io.portgrade.rule;

import io.portgrade.finding.Severity;
import io.portgrade.snapshot.OperatingSystem;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A rule as the catalogue knows it: what its folder says, without its conditions.
 *
 * @param id {@code topic/name}; permanent
 * @param title the heading of its README
 * @param severity the worst that it may find
 * @param requires simple names of the facts without which it cannot judge
 * @param settings keys of the settings that it reads one by one, beside its facts
 * @param systems the operating systems that it applies to; empty when to all
 * @param readme its README, Markdown
 * @param origin whether it came with Portgrade or from the operator
 */
public record RuleDescription(
        String id,
        String title,
        Severity severity,
        List<String> requires,
        List<String> settings,
        Set<OperatingSystem> systems,
        String readme,
        Origin origin)
        implements Comparable<RuleDescription> {

    /** Who wrote the rule. */
    public enum Origin {
        SHIPPED,
        OPERATOR
    }

    public RuleDescription {
        requires = List.copyOf(requires);
        settings = List.copyOf(settings);
        Set<OperatingSystem> own = EnumSet.noneOf(OperatingSystem.class);
        own.addAll(systems);
        systems = Collections.unmodifiableSet(own);
        if (id.indexOf('/') < 1 || id.endsWith("/")) {
            throw new IllegalArgumentException("a rule's id is topic/name, not \"" + id + "\"");
        }
    }

    public String topic() {
        return id.substring(0, id.indexOf('/'));
    }

    public boolean appliesTo(OperatingSystem os) {
        return systems.isEmpty() || systems.contains(os);
    }

    @Override
    public int compareTo(RuleDescription other) {
        return id.compareTo(other.id);
    }
}
