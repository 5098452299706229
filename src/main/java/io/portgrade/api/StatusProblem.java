package io.portgrade.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Problem documents for what the framework answers with a bare status, and for failures. */
final class StatusProblem {

    static final String NOT_DECODABLE = "the address or a header cannot be decoded: encode it as RFC 3986 says";

    private static final Logger LOG = Logger.getLogger("io.portgrade.api");

    private StatusProblem() {}

    /** @param allow the methods that the resource knows; null when unknown */
    static Problem of(int status, RoutingContext http, @Nullable String allow) {
        ProblemType type = ProblemType.ofStatus(status);
        Problem problem = Problem.of(type, detail(type, http, allow), ProblemResponses.instance(http), List.of());
        return type.status() == status ? problem : problem.withStatus(status);
    }

    /** Logs the failure under an id and tells the client only that id. */
    static Problem ofFailure(@Nullable Throwable cause, RoutingContext http) {
        URI id = URI.create("urn:uuid:" + UUID.randomUUID());
        LOG.errorf(cause, "%s %s failed: %s", http.request().method(), http.normalizedPath(), id);
        return Problem.of(
                ProblemType.INTERNAL_ERROR,
                "this is our fault, not the request's: report it with " + id + ", under which the log tells more",
                id,
                List.of());
    }

    private static String detail(ProblemType type, RoutingContext http, @Nullable String allow) {
        return switch (type) {
            case NOT_FOUND -> "there is nothing at this address: /q/openapi lists what there is";
            case METHOD_NOT_ALLOWED ->
                http.request().method() + " is not known here: use " + (allow == null ? "another method" : allow);
            case NOT_ACCEPTABLE ->
                "this cannot be had as Accept asks: accept application/json, or leave the header out";
            case UNSUPPORTED_MEDIA_TYPE -> unsupported(http);
            case MALFORMED_REQUEST -> NOT_DECODABLE;
            case BODY_TOO_LARGE -> "the body is larger than this service reads: send fewer sections";
            default -> type.title() + ": see /q/openapi for what is expected";
        };
    }

    private static String unsupported(RoutingContext http) {
        try {
            ContentType.of(http.request().getHeader(HttpHeaders.CONTENT_TYPE));
        } catch (ProblemException e) {
            return e.detail();
        }
        return "a body of this type is not read at this address";
    }
}
