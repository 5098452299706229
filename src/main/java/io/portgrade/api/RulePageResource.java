package io.portgrade.api;

import io.portgrade.report.Pages;
import io.portgrade.rule.RuleCatalogue;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The rules for people; {@code /v1/rules} has them for programs. */
@Path("/rules")
@NonBlocking
public final class RulePageResource {

    private final Pages pages;
    private final RuleCatalogue catalogue;

    RulePageResource(Pages pages, RuleCatalogue catalogue) {
        this.pages = pages;
        this.catalogue = catalogue;
    }

    @GET
    @Operation(hidden = true)
    public Response list(@Context RoutingContext http, @Context Request request) {
        return Documents.html(pages.rules(catalogue), pages.headers(), http, request);
    }

    @GET
    @Path("{topic}/{name}")
    @Operation(hidden = true)
    public Response get(
            @PathParam("topic") String topic,
            @PathParam("name") String name,
            @Context RoutingContext http,
            @Context Request request) {
        return Documents.html(pages.rule(Rules.get(catalogue, topic + "/" + name)), pages.headers(), http, request);
    }
}
