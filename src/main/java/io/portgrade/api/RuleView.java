package io.portgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.finding.Severity;
import io.portgrade.rule.RuleDescription;
import io.portgrade.snapshot.OperatingSystem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Rule", description = "A rule that hosts are held against.")
record RuleView(
        @Schema(required = true, description = "Topic and name; permanent.", examples = "fin-timeout/too-long")
        String id,

        @Schema(required = true, description = "What the rule is about.", examples = "fin-timeout")
        String topic,

        @Schema(required = true, description = "One line on what it finds.", examples = "FIN-WAIT-2 lasts too long")
        String title,

        @Schema(required = true, description = "The worst severity that it may find, before the policy weighs it.")
        Severity severity,

        @Schema(required = true, description = "The facts without which it cannot judge.")
        List<String> requires,

        @Schema(required = true, description = "The settings that it reads one by one.")
        List<String> settings,

        @Schema(required = true, description = "The systems that it applies to; empty when to all.")
        Set<OperatingSystem> systems,

        @Schema(
                required = true,
                enumeration = {"shipped", "operator"},
                description = "Whether it came with Portgrade or from this service's operator.")
        String origin,

        @Schema(description = "Its explanation, Markdown; only when one rule is asked for.") @Nullable
        String readme) {

    static RuleView brief(RuleDescription rule) {
        return of(rule, null);
    }

    static RuleView full(RuleDescription rule) {
        return of(rule, rule.readme());
    }

    private static RuleView of(RuleDescription rule, @Nullable String readme) {
        return new RuleView(
                rule.id(),
                rule.topic(),
                rule.title(),
                rule.severity(),
                rule.requires(),
                rule.settings(),
                rule.systems(),
                rule.origin().name().toLowerCase(Locale.ROOT),
                readme);
    }
}
