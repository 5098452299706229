package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract breaks no client of the last release, whose contract is {@code openapi/released.yaml}. A release takes
 * over the contract of today: {@code ./mvnw test -Dtest=ContractCompatibilityTest -Dcontract.release}.
 */
class ContractCompatibilityTest {

    private static final Path CONTRACT = Path.of("openapi/openapi.yaml");
    private static final Path RELEASED = Path.of("openapi/released.yaml");
    private static final boolean RELEASE = System.getProperty("contract.release") != null;

    @Test
    void noClientOfTheLastReleaseBreaks() throws IOException {
        if (RELEASE) {
            Files.copy(CONTRACT, RELEASED, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(ContractComparison.findBreak(read(RELEASED), read(CONTRACT))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void changeThatBreaksIsFound(Breaking change) throws IOException {
        ObjectNode changed = read(CONTRACT);
        change.edit.accept(changed);

        assertThat(ContractComparison.findBreak(read(CONTRACT), changed)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void additionIsLetThrough(Harmless change) throws IOException {
        ObjectNode changed = read(CONTRACT);
        change.edit.accept(changed);

        assertThat(changed).isNotEqualTo(read(CONTRACT));
        assertThat(ContractComparison.findBreak(read(CONTRACT), changed)).isEmpty();
    }

    @Test
    void severalTypesAreRefused() throws IOException {
        ObjectNode changed = read(CONTRACT);
        property(changed, "AuditReport", "policy")
                .putArray("type")
                .add("string")
                .add("integer");

        assertThatThrownBy(() -> ContractComparison.findBreak(read(CONTRACT), changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("several types");
    }

    private enum Breaking {
        OPERATION_REMOVED(contract -> ((ObjectNode) contract.required("paths")).remove("/v1/rules")),
        PROPERTY_REMOVED(contract -> {
            ((ObjectNode) schema(contract, "AuditReport").required("properties")).remove("gate");
        }),
        REQUIRED_PROPERTY_REMOVED(contract -> {
            ((ObjectNode) schema(contract, "AuditReport").required("properties")).remove("score");
            remove(schema(contract, "AuditReport").required("required"), "score");
        }),
        PROPERTY_NO_LONGER_ALWAYS_SENT(
                contract -> remove(schema(contract, "AuditReport").required("required"), "score")),
        PROPERTY_OF_ANOTHER_TYPE(
                contract -> property(contract, "AuditReport", "score").put("type", "string")),
        NEW_PROPERTY_THAT_MUST_BE_SENT(contract -> {
            ((ObjectNode) schema(contract, "SubmittedFile").required("properties"))
                    .putObject("mode")
                    .put("type", "string");
            ((ArrayNode) schema(contract, "SubmittedFile").required("required")).add("mode");
        }),
        PROPERTY_MUST_BE_SENT_NOW(contract ->
                schema(contract, "AuditRequest").putArray("required").add("host")),
        PARAMETER_REMOVED(contract -> parameters(contract).remove(0)),
        NEW_PARAMETER_THAT_MUST_BE_SENT(contract -> parameter(contract).put("required", true)),
        VALUE_NO_LONGER_TAKEN(contract ->
                remove(property(contract, "SubmittedPool", "framework").required("enum"), "okhttp")),
        VALUE_NEVER_SENT_BEFORE(
                contract -> ((ArrayNode) schema(contract, "Severity").required("enum")).add("fatal")),
        MEDIA_TYPE_NO_LONGER_TAKEN(contract ->
                ((ObjectNode) audit(contract).required("requestBody").required("content")).remove("text/plain"));

        private final Consumer<ObjectNode> edit;

        Breaking(Consumer<ObjectNode> edit) {
            this.edit = edit;
        }
    }

    private enum Harmless {
        NEW_OPERATION(contract -> ((ObjectNode) contract.required("paths"))
                .set("/v1/topics", contract.required("paths").required("/v1/policies"))),
        NEW_PROPERTY_OF_AN_ANSWER(
                contract -> ((ObjectNode) schema(contract, "AuditReport").required("properties"))
                        .putObject("remark")
                        .put("type", "string")),
        NEW_PROPERTY_THAT_MAY_BE_SENT(
                contract -> ((ObjectNode) schema(contract, "AuditRequest").required("properties"))
                        .putObject("remark")
                        .put("type", "string")),
        NEW_PARAMETER_THAT_MAY_BE_SENT(ContractCompatibilityTest::parameter),
        VALUE_THAT_IS_TAKEN_TOO(contract ->
                ((ArrayNode) property(contract, "SubmittedPool", "framework").required("enum")).add("jetty")),
        OTHER_WORDS(contract -> schema(contract, "AuditReport").put("description", "A report."));

        private final Consumer<ObjectNode> edit;

        Harmless(Consumer<ObjectNode> edit) {
            this.edit = edit;
        }
    }

    private static ObjectNode read(Path contract) throws IOException {
        return ContractComparison.read(Files.readString(contract));
    }

    private static ObjectNode schema(ObjectNode contract, String name) {
        return (ObjectNode) contract.required("components").required("schemas").required(name);
    }

    private static ObjectNode property(ObjectNode contract, String schema, String name) {
        return (ObjectNode) schema(contract, schema).required("properties").required(name);
    }

    private static ObjectNode audit(ObjectNode contract) {
        return (ObjectNode) contract.required("paths").required("/v1/audits").required("post");
    }

    private static ArrayNode parameters(ObjectNode contract) {
        return (ArrayNode) audit(contract).required("parameters");
    }

    private static ObjectNode parameter(ObjectNode contract) {
        ObjectNode parameter =
                parameters(contract).addObject().put("name", "remark").put("in", "query");
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static void remove(JsonNode list, String value) {
        ArrayNode values = (ArrayNode) list;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).asText().equals(value)) {
                values.remove(i);
                return;
            }
        }
        throw new IllegalArgumentException(value + " is not in " + list);
    }
}
