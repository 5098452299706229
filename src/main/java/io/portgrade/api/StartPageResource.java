package io.portgrade.api;

import io.portgrade.policy.Policy;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.Pages;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The form that asks people for what is known of a host. */
@Path("/")
@NonBlocking
public final class StartPageResource {

    private final Pages pages;
    private final PolicyLibrary policies;

    StartPageResource(Pages pages, PolicyLibrary policies) {
        this.pages = pages;
        this.policies = policies;
    }

    /** What else stands in the query of an address that people pass on is none of our business. */
    @GET
    @Operation(hidden = true)
    public Response start(@Context RoutingContext http, @Context Request request) {
        String name = http.queryParam("policy").stream().findFirst().orElse(AuditQuery.DEFAULT_POLICY);
        Policy chosen = Policies.get(policies, name);
        return Documents.html(pages.start(policies.all(), chosen), pages.headers(), http, request);
    }
}
