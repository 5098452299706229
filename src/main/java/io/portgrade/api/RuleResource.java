package io.portgrade.api;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The rule catalogue. */
@Path("/v1/rules")
@NonBlocking
public final class RuleResource {

    private final RuleCatalogue catalogue;

    RuleResource(RuleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** All rules, or those of one topic. */
    @GET
    @Tag(name = "rules")
    @Operation(
            operationId = "listRules",
            summary = "List the rules",
            description = "Every rule that this service evaluates, its operator's own included, without explanations.")
    @Parameter(
            name = "topic",
            in = ParameterIn.QUERY,
            description = "Only rules about this.",
            schema = @Schema(type = SchemaType.STRING),
            example = "time-wait")
    @APIResponse(
            responseCode = "200",
            description = "The rules, by id.",
            content = @Content(mediaType = Documents.JSON, schema = @Schema(implementation = RuleList.class)))
    public Response list(@Context RoutingContext http, @Context Request request) {
        Optional<String> topic = QueryParameters.of(http, List.of("topic")).find("topic");
        topic.ifPresent(this::requireTopic);
        List<RuleView> rules = catalogue.rules().stream()
                .filter(rule -> topic.isEmpty() || topic.get().equals(rule.topic()))
                .map(RuleView::brief)
                .toList();
        return Documents.json(new RuleList(catalogue.version(), rules), http, request);
    }

    /** One rule, or its README alone. */
    @GET
    @Path("{topic}/{name}")
    @Tag(name = "rules")
    @Operation(
            operationId = "getRule",
            summary = "Explain a rule",
            description = "The rule with its explanation; with `Accept: text/markdown` the explanation alone.")
    @APIResponse(
            responseCode = "200",
            description = "The rule.",
            content = {
                @Content(mediaType = Documents.JSON, schema = @Schema(implementation = RuleView.class)),
                @Content(mediaType = Documents.MARKDOWN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "404", description = "There is no such rule: detail names the nearest.")
    public Response get(
            @Parameter(description = "What the rule is about.", example = "fin-timeout") @PathParam("topic")
                    String topic,
            @Parameter(description = "The rule's name in its topic.", example = "too-long") @PathParam("name")
                    String name,
            @Context RoutingContext http,
            @Context Request request) {
        QueryParameters.of(http, List.of());
        RuleDescription rule = Rules.get(catalogue, topic + "/" + name);
        String type = AcceptHeader.choose(http, List.of(Documents.JSON, Documents.MARKDOWN));
        return type.equals(Documents.JSON)
                ? Documents.json(RuleView.full(rule), request)
                : Documents.markdown(rule.readme(), request);
    }

    private void requireTopic(String topic) {
        if (!catalogue.topics().contains(topic)) {
            throw QueryParameters.invalid(
                    "topic",
                    "there is no topic " + Excerpt.of(topic) + ": there are " + String.join(", ", catalogue.topics()));
        }
    }
}
