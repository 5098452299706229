package io.portgrade.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An example of the contract, kept as a file: {@code META-INF/openapi-examples/<operation>-request.json} and its like.
 *
 * @param value text, or JSON as maps, lists and scalars
 */
record ContractExample(Object value) {

    static final String FOLDER = "META-INF/openapi-examples/";

    /** @param mediaType decides the ending of the file's name; there are examples of three */
    static Optional<ContractExample> find(String name, String mediaType) {
        String ending = switch (mediaType) {
            case "application/json" -> ".json";
            case "multipart/form-data" -> ".multipart.json";
            case "text/plain" -> ".txt";
            default -> "";
        };
        if (ending.isEmpty()) {
            return Optional.empty();
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(FOLDER + name + ending)) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(new ContractExample(
                    ending.endsWith(".json")
                            ? new JsonMapper().readValue(in, Object.class)
                            : new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
