package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the ceilings. A report without a port range has none.
 *
 * @param usablePorts ports that can be handed out
 * @param connectionsPerDestination open at once
 * @param connectionsPerSecondPerDestination with reuse where it applies to every destination
 * @param connectionsPerSecondWithoutReuse towards a peer that makes reuse impossible
 * @param destinations those that pools name in either report
 */
public record CeilingChanges(
        Between<Integer> usablePorts,
        Between<Integer> connectionsPerDestination,
        Between<Double> connectionsPerSecondPerDestination,
        Between<Double> connectionsPerSecondWithoutReuse,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OfDestination> destinations) {

    public CeilingChanges {
        destinations = List.copyOf(destinations);
    }

    /**
     * What becomes of one destination, from one source address.
     *
     * @param source null when the host chooses
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfDestination(
            String destination,
            String protocol,
            @Nullable String source,
            @Nullable DestinationCapacity before,
            @Nullable DestinationCapacity after) {}

    private record Route(
            String destination, String protocol, @Nullable String source) {

        static Route of(DestinationCapacity capacity) {
            return new Route(capacity.destination(), capacity.protocol(), capacity.source());
        }
    }

    static CeilingChanges between(@Nullable Capacity before, @Nullable Capacity after) {
        return new CeilingChanges(
                both(before, after, Capacity::usablePorts),
                both(before, after, Capacity::connectionsPerDestination),
                both(before, after, Capacity::connectionsPerSecondPerDestination),
                both(before, after, Capacity::connectionsPerSecondWithoutReuse),
                destinations(before, after));
    }

    private static <T> Between<T> both(
            @Nullable Capacity before, @Nullable Capacity after, Function<Capacity, T> ceiling) {
        return new Between<>(
                before == null ? null : ceiling.apply(before), after == null ? null : ceiling.apply(after));
    }

    private static List<OfDestination> destinations(@Nullable Capacity before, @Nullable Capacity after) {
        Map<Route, DestinationCapacity> first = byRoute(before);
        Map<Route, DestinationCapacity> second = byRoute(after);
        Map<Route, DestinationCapacity> all = new LinkedHashMap<>(first);
        second.forEach(all::putIfAbsent);
        List<OfDestination> destinations = new ArrayList<>();
        for (Route route : all.keySet()) {
            destinations.add(new OfDestination(
                    route.destination(), route.protocol(), route.source(), first.get(route), second.get(route)));
        }
        return destinations;
    }

    private static Map<Route, DestinationCapacity> byRoute(@Nullable Capacity capacity) {
        Map<Route, DestinationCapacity> byRoute = new LinkedHashMap<>();
        if (capacity != null) {
            capacity.destinations().forEach(destination -> byRoute.put(Route.of(destination), destination));
        }
        return byRoute;
    }
}
