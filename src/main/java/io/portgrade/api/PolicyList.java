package io.portgrade.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All policies. */
@Schema(description = "The policies that hosts can be held against, by name.")
record PolicyList(
        @Schema(required = true, description = "The policies.")
        List<PolicySummary> policies) {}
