package io.portgrade.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a Code Quality report: by its schema, and because GitLab keeps one violation a fingerprint. */
final class CodeQualityCheck {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonSchema SCHEMA = schema();

    private CodeQualityCheck() {}

    static List<String> complaints(byte[] json) {
        try {
            JsonNode report = JSON.readTree(json);
            List<String> complaints = new ArrayList<>(SCHEMA.validate(report).stream()
                    .map(ValidationMessage::getMessage)
                    .toList());
            Set<String> fingerprints = new HashSet<>();
            for (JsonNode violation : report) {
                String fingerprint = violation.path("fingerprint").asText();
                if (!fingerprints.add(fingerprint)) {
                    complaints.add("two violations have the fingerprint " + fingerprint);
                }
            }
            return complaints;
        } catch (IOException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }

    private static JsonSchema schema() {
        try (InputStream in = CodeQualityCheck.class.getResourceAsStream("/code-quality/report.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
