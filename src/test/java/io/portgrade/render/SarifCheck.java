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
import java.util.List;

/** What is wrong with a document of SARIF: by the schema of OASIS, and by what GitHub needs beyond it. */
final class SarifCheck {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonSchema SCHEMA = schema();

    private SarifCheck() {}

    static List<String> complaints(byte[] sarif) {
        try {
            JsonNode log = JSON.readTree(sarif);
            List<String> complaints = new ArrayList<>(SCHEMA.validate(log).stream()
                    .map(ValidationMessage::getMessage)
                    .toList());
            for (JsonNode run : log.path("runs")) {
                checkResults(run, complaints);
            }
            return complaints;
        } catch (IOException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }

    private static void checkResults(JsonNode run, List<String> complaints) {
        JsonNode rules = run.at("/tool/driver/rules");
        for (JsonNode result : run.path("results")) {
            String id = result.path("ruleId").asText();
            if (!rules.path(result.path("ruleIndex").asInt(-1))
                    .path("id")
                    .asText()
                    .equals(id)) {
                complaints.add(id + ": ruleIndex is that of another rule");
            }
            if (result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText()
                            .isEmpty()
                    || !result.at("/locations/0/physicalLocation/region/startLine")
                            .isInt()) {
                complaints.add(id + ": GitHub wants a file and a line");
            }
            if (result.at("/partialFingerprints/primaryLocationLineHash")
                    .asText()
                    .isEmpty()) {
                complaints.add(id + ": GitHub knows a result again by primaryLocationLineHash");
            }
        }
    }

    private static JsonSchema schema() {
        try (InputStream in = SarifCheck.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
