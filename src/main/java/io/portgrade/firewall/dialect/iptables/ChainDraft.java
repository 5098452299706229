package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain while its lines are read. */
final class ChainDraft {

    private final String name;
    private final SourceLocation source;
    private final RuleSequence rules = new RuleSequence();
    private final List<Rule> doubts = new ArrayList<>();
    private boolean accepts = true;

    ChainDraft(String name, SourceLocation source) {
        this.name = name;
        this.source = source;
    }

    String name() {
        return name;
    }

    RuleSequence rules() {
        return rules;
    }

    void policy(boolean accept) {
        accepts = accept;
    }

    /** What is left when no rule has decided is not known. */
    void doubt(SourceLocation where, String why) {
        doubts.add(Rule.unknown(why, where));
    }

    /** @param base null for a chain of the user's, with any policy */
    Chain build(@Nullable BaseOf base) {
        List<Rule> all = rules.toList();
        all.addAll(doubts);
        return new Chain(name, base == null ? null : base.of(accepts), all, source);
    }

    /** A base chain with one policy or the other. */
    @FunctionalInterface
    interface BaseOf {

        Chain.Base of(boolean acceptsByDefault);
    }
}
