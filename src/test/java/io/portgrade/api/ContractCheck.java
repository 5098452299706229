package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of an exchange the committed contract does not allow. Answers are held to it whatever was asked, and may have no
 * property that it does not name; a request is held to it when the service took it, since tests send bad ones on purpose.
 */
final class ContractCheck {

    private static final ObjectNode CONTRACT = contract();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Map<JsonNode, JsonSchema> KNOWN = new ConcurrentHashMap<>();

    private static final JsonNode PROBLEM = CONTRACT.objectNode().put("$ref", "#/components/schemas/Problem");
    private static final int FIRST_ERROR = 400;
    /** What every address may answer, before it is known which operation is meant. */
    private static final Set<Integer> ANYWHERE = Set.of(400, 404, 405, 414, 431);
    /** Documented as the one form of a report that is JSON and no AuditReport. */
    private static final String ARRAY_BY_NAME = "format=gitlab-code-quality";

    /** A form of {@link EventLoopIT} alone. */
    private static final String FORM_OF_A_TEST = "format=thread";

    /** A batch is taken whatever its lines are: each has an answer of its own. */
    private static final String LINES = "application/x-ndjson";

    private ContractCheck() {}

    static List<String> complaints(Exchange exchange) {
        Optional<JsonNode> operation = findOperation(exchange);
        if (exchange.status() >= FIRST_ERROR) {
            return ofProblem(exchange, operation);
        }
        if (operation.isEmpty() || exchange.method().equals("HEAD")) {
            return List.of();
        }
        List<String> complaints = new ArrayList<>(ofAnswer(exchange, operation.get()));
        complaints.addAll(ofRequest(exchange, operation.get()));
        return complaints;
    }

    private static List<String> ofProblem(Exchange exchange, Optional<JsonNode> operation) {
        if (exchange.method().equals("HEAD")) {
            return List.of();
        }
        String status = Integer.toString(exchange.status());
        if (operation.isPresent()
                && !operation.get().path("responses").has(status)
                && !ANYWHERE.contains(exchange.status())) {
            return List.of("an answer of " + status);
        }
        if (!Exchange.withoutParameters(exchange.answerType()).equals(Problem.MEDIA_TYPE)) {
            return List.of("a problem of the type " + exchange.answerType());
        }
        return ofJson(PROBLEM, exchange.answer());
    }

    private static List<String> ofAnswer(Exchange exchange, JsonNode operation) {
        JsonNode response = operation.path("responses").path(Integer.toString(exchange.status()));
        if (response.isMissingNode()) {
            return List.of("an answer of " + exchange.status());
        }
        if (exchange.query().contains(ARRAY_BY_NAME) || exchange.query().contains(FORM_OF_A_TEST)) {
            return List.of();
        }
        return ofContent("an answer", response.path("content"), exchange.answerType(), exchange.answer());
    }

    private static List<String> ofRequest(Exchange exchange, JsonNode operation) {
        List<String> complaints = new ArrayList<>();
        List<String> names = operation.path("parameters").findValuesAsText("name");
        for (String parameter : exchange.query().split("&")) {
            String name = parameter.replaceFirst("=.*", "");
            if (!name.isEmpty() && !names.contains(name)) {
                complaints.add("a parameter " + name);
            }
        }
        JsonNode content = operation.path("requestBody").path("content");
        if (!content.isMissingNode() && !content.has(LINES)) {
            complaints.addAll(ofContent("a body", content, exchange.sentType(), exchange.sent()));
        }
        return complaints;
    }

    private static List<String> ofContent(String what, JsonNode content, String type, byte[] body) {
        String name = Exchange.withoutParameters(type);
        JsonNode described = content.path(name);
        if (described.isMissingNode()) {
            return List.of(what + " of the type " + type);
        }
        if (name.equals(LINES)) {
            return new String(body, UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .flatMap(line -> ofJson(described.path("schema"), line.getBytes(UTF_8)).stream())
                    .toList();
        }
        return name.endsWith("json") ? ofJson(described.path("schema"), body) : List.of();
    }

    private static List<String> ofJson(JsonNode schema, byte[] json) {
        return KNOWN.computeIfAbsent(schema, ContractCheck::compile).validate(Http.json(json)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** References point into the whole document, so its components come along. */
    private static JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", CONTRACT.required("components"));
        return SCHEMAS.getSchema(whole, FORMATS_TOO);
    }

    private static Optional<JsonNode> findOperation(Exchange exchange) {
        String method =
                exchange.method().equals("HEAD") ? "get" : exchange.method().toLowerCase(Locale.ROOT);
        String[] segments = exchange.path().split("/", -1);
        for (Map.Entry<String, JsonNode> path : CONTRACT.required("paths").properties()) {
            if (isOf(path.getKey().split("/", -1), segments) && path.getValue().has(method)) {
                return Optional.of(path.getValue().get(method));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String[] template, String[] segments) {
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode contract() {
        try {
            ObjectNode contract =
                    (ObjectNode) new YAMLMapper().readTree(Files.readString(Path.of("openapi/openapi.yaml")));
            for (JsonNode schema : contract.at("/components/schemas")) {
                if (schema.has("properties") && !schema.has("additionalProperties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            }
            return contract;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
