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
    public Response list(@Context RoutingContext http, @Context Request request) {
        QueryParameters.of(http, List.of());
        return Documents.json(
                new PolicyList(policies.all().stream().map(PolicySummary::of).toList()), http, request);
    }

    /** One policy. */
    @GET
    @Path("{name}")
    public Response get(@PathParam("name") String name, @Context RoutingContext http, @Context Request request) {
        QueryParameters.of(http, List.of());
        return Documents.json(PolicyView.of(Policies.get(policies, name)), http, request);
    }
}
