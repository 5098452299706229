package io.portgrade.firewall;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What decided about packets: a rule, or what applies when none does.
 *
 * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
 * @param line counted from 1; null where the source has no lines
 * @param text the rule as written, or a default such as {@code policy DROP of INPUT}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decider(String source, @Nullable Integer line, String text) {

    public static Decider of(Rule rule) {
        return new Decider(rule.source().source(), rule.source().line(), rule.text());
    }

    static Decider ofPolicy(Chain chain) {
        return new Decider(chain.source().source(), chain.source().line(), "policy DROP of " + chain.name());
    }
}
