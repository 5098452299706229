package io.portgrade.api;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract of this API, as it is in {@code openapi/}. */
@Path("/q/openapi")
@NonBlocking
public final class ContractResource {

    private static final String FILE = "openapi/openapi.yaml";
    private static final String YAML = "application/yaml";
    private static final List<String> FORMATS = List.of("yaml", "json");

    /** The contract in YAML, or in JSON where that is asked for. */
    @GET
    @Operation(hidden = true)
    public Response contract(@Context RoutingContext http, @Context Request request) {
        String type = QueryParameters.of(http, List.of("format"))
                .find("format")
                .map(ContractResource::mediaType)
                .orElseGet(() -> AcceptHeader.choose(http, List.of(YAML, Documents.JSON)));
        return type.equals(YAML) ? Documents.packaged(FILE, YAML, request) : Documents.json(document(), request);
    }

    private static String mediaType(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "yaml" -> YAML;
            case "json" -> Documents.JSON;
            default ->
                throw QueryParameters.invalid(
                        "format",
                        "the contract is not to be had in this format: there are " + String.join(", ", FORMATS));
        };
    }

    private static Object document() {
        try (InputStream file = ContractResource.class.getResourceAsStream("/" + FILE)) {
            return new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(file, FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
