package io.portgrade.api;

import io.smallrye.mutiny.Uni;
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

    /** The whole body, delivered on the event loop; the receiver closes it. Fails with a {@link ProblemException}. */
    Uni<Body> read(RoutingContext http) {
        return Uni.createFrom().emitter(emitter -> new BodyReading(http, limits, budget, emitter).start());
    }
}
