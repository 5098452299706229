package io.portgrade.api;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.GateTerms;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Audits many hosts, a line each. */
@Path(BatchResource.PATH)
public final class BatchResource {

    static final String PATH = "/v1/audits/batch";

    private static final String LINES = "application/x-ndjson";
    private static final List<String> QUERY = List.of("policy", "minGrade", "failOn");
    private static final List<String> NAMES_OF_LINES = List.of(LINES, "application/ndjson", "application/jsonl");

    private final HttpLimits limits;
    private final BodyBudget budget;
    private final AuditWorkers workers;
    private final Audits audits;
    private final PolicyLibrary policies;
    private final Renderings renderings;

    BatchResource(
            HttpLimits limits,
            BodyBudget budget,
            AuditWorkers workers,
            Audits audits,
            PolicyLibrary policies,
            Renderings renderings) {
        this.limits = limits;
        this.budget = budget;
        this.workers = workers;
        this.audits = audits;
        this.policies = policies;
        this.renderings = renderings;
    }

    /** Audits a host a line. */
    @POST
    @NonBlocking
    @Tag(name = "audits")
    @Operation(
            operationId = "createAuditBatch",
            summary = "Audit many hosts",
            description =
                    "Takes an audit request a line and answers with a line for each, in the same order and as it is"
                            + " ready: `{\"line\": 1, \"report\": …}` or `{\"line\": 7, \"error\": …}`, where error is a problem"
                            + " document. What is wrong with one line is the answer to that line alone. The last line is"
                            + " `{\"summary\": …}`. Empty lines are passed over. There may be any number of lines; none may be"
                            + " longer than a body of createAudit.")
    @Parameter(
            name = "policy",
            in = ParameterIn.QUERY,
            description = "What is expected of all hosts: the name of a policy (`GET /v1/policies`).",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "default"),
            example = "default")
    @Parameter(
            name = "minGrade",
            in = ParameterIn.QUERY,
            description = "The least grade that each host is to reach. Write A+ as `A%2B`.",
            schema = @Schema(implementation = Grade.class),
            example = "B")
    @Parameter(
            name = "failOn",
            in = ParameterIn.QUERY,
            description = "The least severity that fails a host's gate.",
            schema = @Schema(implementation = Severity.class),
            example = "high")
    @RequestBody(
            required = true,
            description = "An audit request a line.",
            content = @Content(mediaType = LINES, schema = @Schema(implementation = AuditRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "A line for each line, and the summary.",
            content = @Content(mediaType = LINES, schema = @Schema(ref = "BatchLine")))
    @APIResponse(responseCode = "415", description = "The body is not lines of JSON.")
    public Uni<Void> audit(@Context RoutingContext http) {
        requireLines(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        ContentType.refuseEncoded(http.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        AcceptHeader.choose(http, List.of(LINES));
        LineAudits audit = new LineAudits(AuditQuery.of(http, policies, QUERY), http);
        http.response().putHeader("Cache-Control", "no-store").putHeader(HttpHeaders.CONTENT_TYPE, LINES);
        return Uni.createFrom()
                .emitter(written -> new Batch(
                                http, limits, budget, workers, audit, new BatchAnswer(http.request(), written))
                        .start());
    }

    private static void requireLines(@Nullable String header) {
        String type = header == null ? "" : name(header);
        if (!NAMES_OF_LINES.contains(type)) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "a batch is lines of JSON: send it with curl -H 'Content-Type: " + LINES
                            + "' --data-binary @hosts.ndjson");
        }
    }

    private static String name(String header) {
        try {
            MediaType type = MediaType.valueOf(header);
            return (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** How the lines of one batch are audited. */
    private final class LineAudits implements BatchSlice.LineAudit {

        private final AuditQuery query;
        private final RoutingContext http;

        LineAudits(AuditQuery query, RoutingContext http) {
            this.query = query;
            this.http = http;
        }

        @Override
        public Audits.Answer audit(ByteBuffer json) {
            return audits.audit(json, query, renderings.standard());
        }

        @Override
        public Problem failed(RuntimeException failure) {
            return StatusProblem.ofFailure(failure, http);
        }

        @Override
        public ProblemException tooLong() {
            return BodyLimit.of(limits).exceeded();
        }

        @Override
        public boolean isGated() {
            return !query.terms(null).equals(GateTerms.NONE);
        }
    }
}
