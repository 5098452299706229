package io.portgrade.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with problem documents, from resources and from routes. */
final class ProblemResponses {

    private static final String NO_STORE = "no-store";
    private static final int LONGEST_INSTANCE = 1_000;

    private ProblemResponses() {}

    static Response response(Problem problem, Map<String, String> headers) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", NO_STORE)
                .entity(problem.toJson());
        headers.forEach(response::header);
        return response.build();
    }

    static void send(RoutingContext http, Problem problem, Map<String, String> headers) {
        if (http.response().ended() || http.response().closed()) {
            return;
        }
        http.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", NO_STORE);
        headers.forEach(http.response()::putHeader);
        http.response().end(Buffer.buffer(problem.toJson()));
    }

    static Problem problem(ProblemException cause, RoutingContext http) {
        return Problem.of(cause.type(), cause.detail(), instance(http), cause.errors());
    }

    /** The path that was asked for; null when it is not one, or too long to be told back. */
    static @Nullable URI instance(RoutingContext http) {
        try {
            String path = http.request().path();
            return path == null || path.length() > LONGEST_INSTANCE ? null : new URI(path);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
