package io.portgrade.api;

import io.portgrade.audit.Simulator;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SimulationRequest;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.Simulation;
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

/** Compares a host with what it would be. */
@Path("/v1/simulations")
public final class SimulationResource {

    private static final List<String> QUERY = List.of("policy", "minGrade", "host");

    private final BodyReader bodies;
    private final Submissions submissions;
    private final Simulator simulator;
    private final AuditWorkers workers;
    private final PolicyLibrary policies;

    SimulationResource(
            BodyReader bodies,
            Submissions submissions,
            Simulator simulator,
            AuditWorkers workers,
            PolicyLibrary policies) {
        this.bodies = bodies;
        this.submissions = submissions;
        this.simulator = simulator;
        this.workers = workers;
        this.policies = policies;
    }

    /** Audits a host as it is and as it would be. */
    @POST
    @NonBlocking
    @Tag(name = "changes")
    @Operation(
            operationId = "createSimulation",
            summary = "See what changes would bring",
            description =
                    "Audits one host twice, as it is and with changes made, and says what is not the same: grade,"
                            + " findings, ceilings, what could be assessed. Nothing is stored, and nothing is done to the host.")
    @Parameter(
            name = "policy",
            in = ParameterIn.QUERY,
            description = "What is expected of the host: the name of a policy (`GET /v1/policies`).",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "default"),
            example = "default")
    @Parameter(
            name = "minGrade",
            in = ParameterIn.QUERY,
            description = "The least grade that the host is to reach; adds `gate` to both reports. Write A+ as `A%2B`.",
            schema = @Schema(implementation = Grade.class),
            example = "B")
    @Parameter(
            name = "host",
            in = ParameterIn.QUERY,
            description = "The name of the host, for a body that carries none.",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255),
            example = "web-17")
    @RequestBody(
            required = true,
            description = "What is known of the host, as for an audit, and what is to be otherwise.",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SimulationRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "Both reports and what changes.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Simulation.class)))
    @APIResponse(
            responseCode = "422",
            description = "Nothing in the request, or in what the changes make of it, can be audited.")
    public Uni<Response> simulate(@Context RoutingContext http) {
        ContentType.requireJson(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        ContentType.refuseEncoded(http.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        AuditQuery query = AuditQuery.of(http, policies, QUERY);
        AcceptHeader.choose(http, List.of(Documents.JSON));
        return bodies.read(http)
                .onItem()
                .transformToUni(
                        body -> Uni.createFrom().item(() -> answer(body, query)).runSubscriptionOn(workers));
    }

    private Response answer(Body body, AuditQuery query) {
        try (body) {
            return Answers.json(simulate(JsonBody.simulation(body.bytes()), query));
        }
    }

    private Simulation simulate(SimulationRequest request, AuditQuery query) {
        AuditRequest before = StatedHost.named(request.before(), query.host());
        StatedHost.require(before);
        Submissions.refuseInvalid(request.validate());
        AuditRequest after = request.after(before);
        Submissions.refuseInvalid(after.validate());
        HostSnapshot host = submissions.read(before);
        HostSnapshot changed = submissions.changed(after, request.removedSettings());
        Simulation simulation = simulator.simulate(host, changed, query.policy(), query.terms(null));
        Submissions.judged(simulation.before());
        Submissions.requireJudgedAfterChanges(simulation.after());
        return simulation;
    }
}
