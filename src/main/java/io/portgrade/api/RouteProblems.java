package io.portgrade.api;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problem documents for requests that never reach a resource: too large, or to an address outside of the API. */
@Singleton
final class RouteProblems {

    private static final int BEFORE_EVERYTHING = 1_000;
    private static final int AFTER_RESOURCES = RouteConstants.ROUTE_ORDER_AFTER_DEFAULT + 10_000;

    /** Under which Quarkus looks for the address to count a request under; the client's own would be without bound. */
    private static final String METRICS_ADDRESS = "UrlPathTemplate";

    /** RFC 7540, section 3.2. */
    private static final int STREAM_OF_UPGRADE = 1;

    private static final String BODY_LOST =
            "a body that waits for \"100 Continue\" is lost when HTTP/1.1 turns to HTTP/2: send it with HTTP/1.1 (curl --http1.1),"
                    + " or without \"Expect\"";

    private final HttpLimits limits;
    private final FormRefusal forms;
    private final RefusedMethods methods;

    @Inject
    RouteProblems(HttpLimits limits, FormRefusal forms, RefusedMethods methods) {
        this.limits = limits;
        this.forms = forms;
        this.methods = methods;
    }

    void filter(@Observes Filters filters) {
        filters.register(this::refuse, BEFORE_EVERYTHING);
    }

    void route(@Observes Router router) {
        router.route().order(AFTER_RESOURCES).handler(http -> send(http, 404, null));
        router.route().order(AFTER_RESOURCES).failureHandler(this::fail);
        for (int status : new int[] {400, 404, 405, 406, 415}) {
            router.errorHandler(
                    status, http -> send(http, status, http.response().headers().get(HttpHeaders.ALLOW)));
        }
    }

    private void refuse(RoutingContext http) {
        UnreadBody.discardAfterResponse(http);
        ProblemException problem = problem(http);
        if (problem == null) {
            http.next();
        } else {
            UnreadBody.announceEnd(http);
            http.put(METRICS_ADDRESS, "REFUSED");
            refuse(http, ProblemResponses.problem(problem, http), problem.headers());
        }
    }

    private void refuse(RoutingContext http, Problem problem, Map<String, String> headers) {
        if (forms.isFor(http)) {
            forms.send(http, problem, headers);
        } else {
            ProblemResponses.send(http, problem, headers);
        }
    }

    private @Nullable ProblemException problem(RoutingContext http) {
        HttpServerRequest request = http.request();
        if (!isAddress(request.uri())) {
            return ProblemException.of(ProblemType.MALFORMED_REQUEST, StatusProblem.NOT_DECODABLE);
        }
        if (request.uri().length() > limits.maxUriLength().asLongValue()) {
            return ProblemException.of(
                    ProblemType.URI_TOO_LONG,
                    "path and query may have " + limits.maxUriLength().asLongValue() + " characters at most");
        }
        if (headerSize(request) > limits.maxHeaderSize().asLongValue()) {
            return ProblemException.of(
                    ProblemType.HEADERS_TOO_LARGE,
                    "all headers together may have " + limits.maxHeaderSize().asLongValue() + " bytes at most");
        }
        if (mayLoseItsBody(request)) {
            return ProblemException.of(ProblemType.REQUEST_REFUSED, BODY_LOST);
        }
        BodyLimit limit = BodyLimit.of(request.getHeader(HttpHeaders.CONTENT_TYPE), limits);
        boolean tooLarge = announcedLength(request) > limit.bytes();
        return tooLarge && !BatchResource.PATH.equals(http.normalizedPath()) ? limit.exceeded() : methods.problem(http);
    }

    /**
     * Whether the connection may have turned to HTTP/2 while the client waited for a word to send its body: it then takes the body
     * for sent, and the service would take it for empty. RFC 7540, section 3.2, wants it sent before. Of the upgrade Vert.x leaves
     * no trace but the number of the stream; those who start with HTTP/2 hardly ask first.
     */
    private static boolean mayLoseItsBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                && !request.isSSL()
                && request.streamId() == STREAM_OF_UPGRADE
                && request.headers().contains(HttpHeaders.EXPECT);
    }

    private static boolean isAddress(@Nullable String uri) {
        try {
            return uri != null && !new URI(uri).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static long headerSize(HttpServerRequest request) {
        long[] size = {0};
        request.headers().forEach((name, value) -> size[0] += name.length() + value.length());
        return size[0];
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void send(RoutingContext http, int status, @Nullable String allow) {
        refuse(http, StatusProblem.of(status, http, allow), Map.of());
    }

    private void fail(RoutingContext http) {
        Throwable cause = http.failure();
        if (cause instanceof ProblemException problem) {
            refuse(http, ProblemResponses.problem(problem, http), problem.headers());
        } else if (http.statusCode() >= 400 && http.statusCode() < 500) {
            send(http, http.statusCode(), null);
        } else {
            refuse(http, StatusProblem.ofFailure(cause, http), Map.of());
        }
    }
}
