package io.portgrade.firewall;

import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of rules.
 *
 * @param base where it is called from by netfilter; null when only other chains call it
 * @param source where it was declared
 */
public record Chain(String name, @Nullable Base base, List<Rule> rules, SourceLocation source) {

    /** In the name of a chain that no one wrote. */
    public static final String MADE = ", line ";

    public Chain {
        rules = List.copyOf(rules);
    }

    /** Whether a parser made it for a line that is several rules: its name cannot be written in a ruleset. */
    public boolean isMadeForOneLine() {
        return name.contains(MADE);
    }

    /**
     * What makes a chain a base chain.
     *
     * @param priority lower ones come first; −300 raw, −200 connection tracking, −150 mangle, −100 dstnat, 0 filter,
     *     50 security, 100 srcnat
     * @param nat whether only the first packet of a connection meets it
     * @param policy what becomes of packets that no rule decides: accept or drop
     */
    public record Base(Hook hook, int priority, boolean nat, boolean acceptsByDefault) {}
}
