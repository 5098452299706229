package io.portgrade.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The rule catalogue, or one topic of it. */
@Schema(description = "The rules that this service evaluates, by id.")
record RuleList(
        @Schema(required = true, description = "The version of the shipped rules.", examples = "1.0.0")
        String rulePack,

        @Schema(required = true, description = "The rules, without their explanations.")
        List<RuleView> rules) {}
