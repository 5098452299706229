package io.portgrade.api;

import io.portgrade.audit.Auditor;
import io.portgrade.audit.Planner;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Plan;
import io.portgrade.snapshot.HostSnapshot;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Plans what to change on a host. */
@Path("/v1/plans")
public final class PlanResource {

    private static final String TARGET = "target";
    private static final List<String> QUERY = List.of(TARGET, "policy", "host");

    private final BodyReader bodies;
    private final Submissions submissions;
    private final Auditor auditor;
    private final Planner planner;
    private final AuditWorkers workers;
    private final PolicyLibrary policies;

    PlanResource(
            BodyReader bodies,
            Submissions submissions,
            Auditor auditor,
            Planner planner,
            AuditWorkers workers,
            PolicyLibrary policies) {
        this.bodies = bodies;
        this.submissions = submissions;
        this.auditor = auditor;
        this.planner = planner;
        this.workers = workers;
        this.policies = policies;
    }

    /** Finds the least that has to be changed. */
    @POST
    @NonBlocking
    @Tag(name = "changes")
    @Operation(
            operationId = "createPlan",
            summary = "Find the least to change for a grade",
            description = "The smallest set of changes of settings, by number and then by risk, that brings the host to"
                    + " the grade: found by auditing the host with every smaller set. Comes with the files to apply it"
                    + " and to take it back. Where settings alone are not enough, says why and how far they get.")
    @Parameter(
            name = TARGET,
            in = ParameterIn.QUERY,
            required = true,
            description = "The grade to reach. Write A+ as `A%2B`.",
            schema = @Schema(implementation = Grade.class),
            example = "A")
    @Parameter(
            name = "policy",
            in = ParameterIn.QUERY,
            description = "What is expected of the host: the name of a policy (`GET /v1/policies`).",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "default"),
            example = "default")
    @Parameter(
            name = "host",
            in = ParameterIn.QUERY,
            description = "The name of the host, for a body that carries none.",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255),
            example = "web-17")
    @RequestBody(
            required = true,
            description = "What is known of the host, as for an audit.",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = AuditRequest.class)),
                @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "multipart/form-data", schema = @Schema(ref = "AuditParts")),
                @Content(mediaType = "application/x-xz", schema = @Schema(ref = "SosReport")),
                @Content(mediaType = "application/gzip", schema = @Schema(ref = "SosReport")),
                @Content(mediaType = "application/x-gzip", schema = @Schema(ref = "SosReport")),
                @Content(mediaType = "application/x-tar", schema = @Schema(ref = "SosReport")),
                @Content(mediaType = "application/octet-stream", schema = @Schema(ref = "SosReport"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The plan, or why there is none.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Plan.class)))
    public Uni<Response> plan(@Context RoutingContext http) {
        ContentType type = ContentType.of(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        ContentType.refuseEncoded(http.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        AuditQuery query = AuditQuery.of(http, policies, QUERY);
        Grade target = target(http);
        AcceptHeader.choose(http, List.of(Documents.JSON));
        return bodies.read(http)
                .onItem()
                .transformToUni(body -> Uni.createFrom()
                        .item(() -> answer(body, type, query, target))
                        .runSubscriptionOn(workers));
    }

    private static Grade target(RoutingContext http) {
        return QueryParameters.of(http, QUERY)
                .find(TARGET)
                .map(letter -> AuditQuery.grade(TARGET, letter))
                .orElseThrow(() -> QueryParameters.invalid(
                        TARGET,
                        "the query parameter target is missing: name the grade to reach; " + AuditQuery.grades()));
    }

    private Response answer(Body body, ContentType type, AuditQuery query, Grade target) {
        try (body) {
            HostSnapshot host =
                    submissions.read(body.bytes(), type, query.host()).host();
            AuditReport before = Submissions.judged(auditor.audit(host, query.policy()));
            return Answers.json(planner.plan(host, query.policy(), before, target));
        }
    }
}
