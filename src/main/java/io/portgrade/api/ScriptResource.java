package io.portgrade.api;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The scripts that hosts and pipelines run, as they are in {@code scripts/}. */
@Path("/")
@NonBlocking
public final class ScriptResource {

    /** The collector for Linux, FreeBSD and macOS. */
    @GET
    @Path("collect.sh")
    @Tag(name = "scripts")
    @Operation(
            operationId = "getCollector",
            summary = "Fetch the collector",
            description = "A POSIX shell script that gathers what is audited on a host, and changes nothing there:"
                    + " `curl -sSf URL/collect.sh | sh -s -- --post URL` prints the host's report.")
    @APIResponse(
            responseCode = "200",
            description = "The script.",
            content = @Content(mediaType = Documents.SCRIPT, schema = @Schema(type = SchemaType.STRING)))
    public Response collector(@Context RoutingContext http, @Context Request request) {
        return script("portgrade-collect.sh", http, request);
    }

    /** The collector for Windows. */
    @GET
    @Path("collect.ps1")
    @Tag(name = "scripts")
    @Operation(
            operationId = "getWindowsCollector",
            summary = "Fetch the collector for Windows",
            description =
                    "A PowerShell script that gathers what is audited on a Windows host, and changes nothing there.")
    @APIResponse(
            responseCode = "200",
            description = "The script.",
            content = @Content(mediaType = Documents.SCRIPT, schema = @Schema(type = SchemaType.STRING)))
    public Response windowsCollector(@Context RoutingContext http, @Context Request request) {
        return script("portgrade-collect.ps1", http, request);
    }

    /** What stops a pipeline. */
    @GET
    @Path("gate.sh")
    @Tag(name = "scripts")
    @Operation(
            operationId = "getGate",
            summary = "Fetch the pipeline gate",
            description =
                    "A POSIX shell script that has files audited, prints the report and fails a pipeline that must"
                            + " not go on.")
    @APIResponse(
            responseCode = "200",
            description = "The script.",
            content = @Content(mediaType = Documents.SCRIPT, schema = @Schema(type = SchemaType.STRING)))
    public Response gate(@Context RoutingContext http, @Context Request request) {
        return script("portgrade-gate.sh", http, request);
    }

    private static Response script(String name, RoutingContext http, Request request) {
        QueryParameters.of(http, List.of());
        AcceptHeader.choose(http, List.of(Documents.SCRIPT));
        return Documents.script(name, request);
    }
}
