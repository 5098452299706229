package io.portgrade.api;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Gate;
import io.portgrade.rule.RuleCatalogue;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Audits hosts. */
@Path("/v1/audits")
public final class AuditResource {

    /** What a shell script needs to know, whatever the form of the report. */
    private static final String GRADE = "Portgrade-Grade";

    private static final String GATE = "Portgrade-Gate";

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
            RuleCatalogue catalogue,
            HttpLimits limits) {
        this.bodies = bodies;
        this.audits = audits;
        this.workers = workers;
        this.policies = policies;
        this.renderings = renderings;
        // An operator's rule may take its time, and must not stop the others.
        this.eventLoopBytes =
                catalogue.hasOperatorRules() ? -1 : limits.eventLoopLimit().asLongValue();
    }

    /** Audits one host. */
    @POST
    @NonBlocking
    @Tag(name = "audits")
    @Operation(
            operationId = "createAudit",
            summary = "Audit one host",
            description = "Grades how the host uses its ephemeral ports and says what to change. The report is the"
                    + " answer; nothing is stored. A section that was not sent is not assessed, never passed. Lines"
                    + " that cannot be read are no error: they are diagnostics of the report.")
    @Parameter(
            name = "policy",
            in = ParameterIn.QUERY,
            description = "What is expected of the host: the name of a policy (`GET /v1/policies`).",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "default"),
            example = "default")
    @Parameter(
            name = "minGrade",
            in = ParameterIn.QUERY,
            description = "The least grade that the host is to reach; adds `gate` to the report. Write A+ as `A%2B`.",
            schema = @Schema(implementation = Grade.class),
            example = "B")
    @Parameter(
            name = "failOn",
            in = ParameterIn.QUERY,
            description = "The least severity that fails the gate; adds `gate` to the report.",
            schema = @Schema(implementation = Severity.class),
            example = "high")
    @Parameter(
            name = "host",
            in = ParameterIn.QUERY,
            description = "The name of the host, for a body that carries none.",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255),
            example = "web-17")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description =
                    "The form of the report; Accept decides when it is left out. Three forms are had by their name"
                            + " alone: `gitlab-code-quality`, an array in JSON; `github`, workflow commands that annotate a job;"
                            + " `text-color`, the text with the colours of a terminal.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            defaultValue = "json",
                            enumeration = {
                                "json",
                                "sarif",
                                "junit",
                                "gitlab-code-quality",
                                "github",
                                "html",
                                "markdown",
                                "text",
                                "text-color"
                            }),
            example = "json")
    @RequestBody(
            required = true,
            description = "What is known of the host: sections as JSON, the output of `sysctl -a` as plain text, or"
                    + " the outputs of several tools as parts of a form, or an archive that `sos report` made. Taken are"
                    + " 10,000 pools, 1,000 files and 100 firewalls, and JSON of 500,000 keys, values and brackets.",
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
            description = "The report. `Portgrade-Grade` holds its grade and, where the request asks for a gate,"
                    + " `Portgrade-Gate` whether it `passed` or `failed`, whatever the format.",
            headers = {
                @Header(name = GRADE, description = "The grade.", schema = @Schema(implementation = Grade.class)),
                @Header(
                        name = GATE,
                        description = "Only where minGrade, failOn or a baseline asks for it.",
                        schema =
                                @Schema(
                                        type = SchemaType.STRING,
                                        enumeration = {"passed", "failed"}))
            },
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = AuditReport.class)),
                @Content(mediaType = "application/sarif+json", schema = @Schema(type = SchemaType.OBJECT)),
                @Content(mediaType = "application/xml", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "406",
            description = "There is no such format, or two are asked for: detail names those there are.")
    public Uni<Response> audit(@Context RoutingContext http) {
        ContentType type = ContentType.of(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        ContentType.refuseEncoded(http.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        AuditQuery query = AuditQuery.of(http, policies);
        Renderings.Choice choice =
                renderings.choose(query.formats(), http.request().headers().getAll(HttpHeaders.ACCEPT));
        return bodies.read(http).onItem().transformToUni(body -> {
            if (!choice.rendering().isSlow() && isShort(body, type)) {
                return Uni.createFrom().item(answer(body, type, query, choice));
            }
            return Uni.createFrom()
                    .item(() -> answer(body, type, query, choice))
                    .runSubscriptionOn(workers);
        });
    }

    private boolean isShort(Body body, ContentType type) {
        if (body.length() > eventLoopBytes
                || type.kind() == ContentType.Kind.MULTIPART
                || type.kind() == ContentType.Kind.ARCHIVE) {
            return false;
        }
        return type.kind() != ContentType.Kind.JSON || !FirewallMark.mayBeIn(body.bytes());
    }

    private Response answer(Body body, ContentType type, AuditQuery query, Renderings.Choice choice) {
        try (body) {
            Audits.Answer answer = audits.audit(body.bytes(), type, query, choice);
            Response.ResponseBuilder response = Response.ok(answer.rendered(), choice.mediaType())
                    .header("Cache-Control", "no-store")
                    .header(GRADE, answer.report().grade().letter());
            Gate gate = answer.report().gate();
            if (gate != null) {
                response.header(GATE, gate.passed() ? "passed" : "failed");
            }
            choice.rendering().headers().forEach(response::header);
            return response.build();
        }
    }
}
