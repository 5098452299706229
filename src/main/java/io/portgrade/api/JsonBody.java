package io.portgrade.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.ingest.SimulationRequest;
import io.portgrade.ingest.pools.SubmittedPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly: whatever is not meant by the API is refused, with its place. */
final class JsonBody {

    static final int MAX_DEPTH = 64;

    /**
     * Keys, values and brackets, each of which may take ten times the memory that it takes in the body: enough for
     * 10,000 pools that state everything.
     */
    static final int MAX_TOKENS = 500_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
    private static final ObjectReader REQUEST = MAPPER.readerFor(AuditRequest.class);
    private static final ObjectReader SIMULATION = MAPPER.readerFor(SimulationRequest.class);
    private static final ObjectReader POOLS = MAPPER.readerFor(listOf(SubmittedPool.class));
    private static final ObjectReader SETTINGS = MAPPER.readerFor(mapOf(String.class));
    private static final ObjectReader BASELINE = MAPPER.readerFor(SubmittedBaseline.class);

    private JsonBody() {}

    /** @throws ProblemException when it is not a request */
    static AuditRequest request(byte[] json) {
        return request(ByteBuffer.wrap(json));
    }

    /**
     * The same of a part of an array.
     *
     * @throws ProblemException when it is not a request
     */
    static AuditRequest request(ByteBuffer json) {
        refuseEmpty(json);
        return read(REQUEST, json, "");
    }

    /** @throws ProblemException when it is not a request */
    static SimulationRequest simulation(byte[] json) {
        ByteBuffer bytes = ByteBuffer.wrap(json);
        refuseEmpty(bytes);
        return read(SIMULATION, bytes, "");
    }

    /** @param pointer of the part, as problems name it */
    static List<SubmittedPool> pools(byte[] json, String pointer) {
        return read(POOLS, ByteBuffer.wrap(json), pointer);
    }

    static Map<String, String> settings(byte[] json, String pointer) {
        return read(SETTINGS, ByteBuffer.wrap(json), pointer);
    }

    /** Of a report as this service once wrote it. */
    static SubmittedBaseline baseline(byte[] json, String pointer) {
        return read(BASELINE, ByteBuffer.wrap(json), pointer);
    }

    private static void refuseEmpty(ByteBuffer json) {
        for (int i = json.position(); i < json.limit(); i++) {
            byte b = json.get(i);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
        }
        throw ProblemException.of(
                ProblemType.EMPTY_BODY,
                "the body is empty: send an object with host and at least one of sysctl, files, settings, firewall,"
                        + " pools, sockets, limits");
    }

    private static <T> T read(ObjectReader reader, ByteBuffer json, String pointer) {
        T value;
        try (JsonParser parser =
                MAPPER.createParser(json.array(), json.arrayOffset() + json.position(), json.remaining())) {
            value = read(reader, parser, json, pointer);
        } catch (IOException e) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_JSON,
                    (pointer.isEmpty() ? "" : pointer + ": ")
                            + "line 1, column 1: not valid UTF-8: send the document in UTF-8");
        }
        if (value == null) {
            throw pointer.isEmpty()
                    ? ProblemException.of(ProblemType.INVALID_FIELD, "null is not an audit request: send an object")
                    : JsonProblem.ofNull(pointer, reader.getValueType().getRawClass());
        }
        return value;
    }

    private static <T> T read(ObjectReader reader, JsonParser parser, ByteBuffer json, String pointer) {
        try {
            return reader.readValue(parser);
        } catch (IOException e) {
            throw new JsonProblem(parser, json, pointer).of(e);
        }
    }

    private static JavaType listOf(Class<?> element) {
        return TypeFactory.defaultInstance().constructCollectionType(List.class, element);
    }

    private static JavaType mapOf(Class<?> value) {
        return TypeFactory.defaultInstance().constructMapType(Map.class, String.class, value);
    }
}
