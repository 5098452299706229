package io.portgrade.kernel;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What a report says that routes can have, all of them together.
 *
 * @param ports connections at once, and so the count after which ports run out
 * @param perSecond connections a second, for ever
 */
record Prediction(double ports, double perSecond) {

    static Prediction of(Capacity capacity) {
        return of(capacity.destinations());
    }

    /** Of one of the routes that the report is about. */
    static Prediction of(Capacity capacity, Route route) {
        String destination = route.pool(true).destination().toString();
        return of(capacity.destinations().stream()
                .filter(each -> each.destination().equals(destination))
                .toList());
    }

    private static Prediction of(List<DestinationCapacity> destinations) {
        return new Prediction(
                sum(destinations, DestinationCapacity::concurrency), sum(destinations, DestinationCapacity::rate));
    }

    private static double sum(List<DestinationCapacity> destinations, Function<DestinationCapacity, Measure> measure) {
        return destinations.stream()
                .map(measure)
                .mapToDouble(each -> each.ceiling().doubleValue())
                .sum();
    }

    /** How long each connection keeps its port. */
    double heldSeconds() {
        return ports / perSecond;
    }

    /** Connections that can be opened by taking all ports, waiting, and taking them again. */
    double portsTakenTwice(Duration pause) {
        return heldSeconds() * 1_000 < pause.toMillis() ? 2 * ports : ports;
    }
}
