package io.portgrade.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Reads bodies without blocking, as long as they are small enough, arrive in time and find room in memory. */
@Singleton
final class BodyReader {

    private final HttpLimits limits;
    private final BodyBudget budget;

    @Inject
    BodyReader(HttpLimits limits, BodyBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** Tells a client that asks first, as curl does before a long body, to send it. */
    static void invite(HttpServerRequest request) {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    /** The whole body, delivered on the event loop; the receiver closes it. Fails with a {@link ProblemException}. */
    Uni<Body> read(RoutingContext http) {
        return Uni.createFrom().emitter(emitter -> new BodyReading(http, limits, budget, emitter).start());
    }
}
