package io.portgrade.api;

import io.portgrade.policy.PolicyLibrary;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Audits hosts. */
@Path("/v1/audits")
public final class AuditResource {

    private final BodyReader bodies;
    private final Audits audits;
    private final AuditWorkers workers;
    private final PolicyLibrary policies;
    private final Renderings renderings;
    private final long eventLoopBytes;

    AuditResource(
            BodyReader bodies,
            Audits audits,
            AuditWorkers workers,
            PolicyLibrary policies,
            Renderings renderings,
            HttpLimits limits) {
        this.bodies = bodies;
        this.audits = audits;
        this.workers = workers;
        this.policies = policies;
        this.renderings = renderings;
        this.eventLoopBytes = limits.eventLoopLimit().asLongValue();
    }

    /** Audits one host. */
    @POST
    @NonBlocking
    public Uni<Response> audit(@Context RoutingContext http) {
        ContentType type = ContentType.of(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        AuditQuery query = AuditQuery.of(http, policies);
        Renderings.Choice choice =
                renderings.choose(query.format(), http.request().headers().getAll(HttpHeaders.ACCEPT));
        return bodies.read(http).onItem().transformToUni(body -> {
            Uni<Response> answer = Uni.createFrom().item(() -> answer(body, type, query, choice));
            return isShort(body, type) ? answer : answer.runSubscriptionOn(workers);
        });
    }

    private boolean isShort(Body body, ContentType type) {
        return body.length() <= eventLoopBytes && type.kind() != ContentType.Kind.MULTIPART;
    }

    private Response answer(Body body, ContentType type, AuditQuery query, Renderings.Choice choice) {
        try (body) {
            return Response.ok(audits.audit(body.bytes(), type, query, choice), choice.mediaType())
                    .header("Cache-Control", "no-store")
                    .build();
        }
    }
}
