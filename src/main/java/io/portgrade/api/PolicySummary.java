package io.portgrade.api;

import io.portgrade.policy.Policy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy in a list. */
@Schema(description = "A policy in short.")
record PolicySummary(
        @Schema(required = true, description = "What ?policy= asks for.", examples = "default")
        String name,

        @Schema(required = true, description = "The version of the policy's text.", examples = "1.0.0")
        String version,

        @Schema(required = true, description = "Whom it is meant for.")
        String summary) {

    static PolicySummary of(Policy policy) {
        return new PolicySummary(policy.name(), policy.version(), policy.summary());
    }
}
