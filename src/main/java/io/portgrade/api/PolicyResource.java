package io.portgrade.api;

import io.portgrade.policy.PolicyLibrary;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The policies. */
@Path("/v1/policies")
@NonBlocking
public final class PolicyResource {

    private final PolicyLibrary policies;

    PolicyResource(PolicyLibrary policies) {
        this.policies = policies;
    }

    /** All policies. */
    @GET
    @Tag(name = "policies")
    @Operation(
            operationId = "listPolicies",
            summary = "List the policies",
            description = "Every policy that a host can be held against.")
    @APIResponse(
            responseCode = "200",
            description = "The policies, by name.",
            content = @Content(mediaType = Documents.JSON, schema = @Schema(implementation = PolicyList.class)))
    public Response list(@Context RoutingContext http, @Context Request request) {
        QueryParameters.of(http, List.of());
        return Documents.json(
                new PolicyList(policies.all().stream().map(PolicySummary::of).toList()), http, request);
    }

    /** One policy. */
    @GET
    @Path("{name}")
    @Tag(name = "policies")
    @Operation(
            operationId = "getPolicy",
            summary = "Describe a policy",
            description = "The policy with everything that it inherits: thresholds, severities, disabled rules.")
    @APIResponse(
            responseCode = "200",
            description = "The policy.",
            content = @Content(mediaType = Documents.JSON, schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "404", description = "There is no such policy: detail names those there are.")
    public Response get(
            @Parameter(description = "The policy's name.", example = "default") @PathParam("name") String name,
            @Context RoutingContext http,
            @Context Request request) {
        QueryParameters.of(http, List.of());
        return Documents.json(PolicyView.of(Policies.get(policies, name)), http, request);
    }
}
