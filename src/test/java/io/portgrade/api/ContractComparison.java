package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/**
 * What of a contract's changes breaks a client of the contract before: what it sent is refused, or what it waits for is
 * not sent or not known. More values of an answer's enumeration break it too, since generated clients know no others.
 *
 * <p>The library compares documents of OpenAPI 3.0: in those of 3.1 it is blind to types and enumerations. So both are
 * passed off as 3.0, which they may be as long as a schema has one type, or that and {@code null}.
 */
final class ContractComparison {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonPointer SCHEMAS = JsonPointer.compile("/components/schemas");

    private ContractComparison() {}

    static ObjectNode read(String contract) throws JsonProcessingException {
        return (ObjectNode) YAML.readTree(contract);
    }

    /** @return a report in Markdown, when something breaks */
    static Optional<String> findBreak(ObjectNode before, ObjectNode after) throws JsonProcessingException {
        List<String> removed = removedProperties(before, after);
        if (!removed.isEmpty()) {
            return Optional.of("removed: " + removed);
        }
        ChangedOpenApi changes = OpenApiCompare.fromContents(asOlder(before), asOlder(after));
        if (changes.isCompatible()) {
            return Optional.empty();
        }
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        new MarkdownRender().render(changes, new OutputStreamWriter(report, UTF_8));
        return Optional.of(report.toString(UTF_8));
    }

    /** The library minds only those that are required, but who asks for a gate waits for one. */
    private static List<String> removedProperties(ObjectNode before, ObjectNode after) {
        List<String> removed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> schema : before.at(SCHEMAS).properties()) {
            JsonNode now = after.at(SCHEMAS).path(schema.getKey());
            for (Map.Entry<String, JsonNode> property :
                    schema.getValue().path("properties").properties()) {
                if (!now.isMissingNode() && !now.path("properties").has(property.getKey())) {
                    removed.add(schema.getKey() + "." + property.getKey());
                }
            }
        }
        return removed;
    }

    private static String asOlder(ObjectNode contract) throws JsonProcessingException {
        ObjectNode older = contract.deepCopy().put("openapi", "3.0.3");
        for (JsonNode schema : older.findParents("type")) {
            if (schema.get("type") instanceof ArrayNode types) {
                ((ObjectNode) schema).put("type", besideNull(types)).put("nullable", true);
            }
        }
        return YAML.writeValueAsString(older);
    }

    private static String besideNull(ArrayNode types) {
        if (types.size() != 2 || !types.get(1).asText().equals("null")) {
            throw new IllegalArgumentException("a schema of several types cannot be compared: " + types);
        }
        return types.get(0).asText();
    }
}
