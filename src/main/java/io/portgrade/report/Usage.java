package io.portgrade.report;

import io.portgrade.fact.DestinationUsage;
import io.portgrade.fact.Facts;
import io.portgrade.fact.SocketUsage;
import io.portgrade.snapshot.SocketState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the sockets of a host make of its usable ports when they were listed.
 *
 * @param states how many TCP sockets were listed in each state; a state without any is left out
 * @param connections those that the host has opened: from a usable port, at which nothing listens
 * @param timeWait those of them in TIME_WAIT
 * @param portsInUse distinct local ports of these connections
 * @param utilisation portsInUse over the usable ports, 0 to 1, rounded to thousandths
 * @param destinations at most {@value #MOST_DESTINATIONS}, the most ports in use first
 * @param destinationsLeftOut how many more there are
 */
public record Usage(
        Map<SocketState, Integer> states,
        int connections,
        int timeWait,
        int portsInUse,
        double utilisation,
        List<DestinationPorts> destinations,
        int destinationsLeftOut) {

    private static final int MOST_DESTINATIONS = 50;

    /**
     * Connections from one local address to one destination, each with a port.
     *
     * @param destination host and port, IPv6 in brackets
     * @param source the local address
     * @param ports usable ports that these connections have
     * @param timeWait those of them in TIME_WAIT
     * @param reusable those of the latter that {@code connect()} may take again, if the destination has TCP timestamps on
     * @param utilisation ports that are not reusable over the usable ones, 0 to 1, rounded to thousandths
     */
    public record DestinationPorts(
            String destination, String source, int ports, int timeWait, int reusable, double utilisation) {

        static DestinationPorts of(DestinationUsage usage) {
            return new DestinationPorts(
                    usage.connections().destination().toString(),
                    usage.connections().source(),
                    usage.ports(),
                    usage.timeWait(),
                    usage.reusable(),
                    rounded(usage.utilisation()));
        }
    }

    public Usage {
        Map<SocketState, Integer> sorted = new EnumMap<>(SocketState.class);
        sorted.putAll(states);
        states = Collections.unmodifiableMap(sorted);
        destinations = List.copyOf(destinations);
    }

    /**
     * Empty when no connection was listed or the port range is not known, and when listeners or connections in TIME_WAIT
     * were left out of the listing: then nobody knows who opened them, or how many there are.
     */
    static Optional<Usage> of(Facts facts) {
        return facts.find(SocketUsage.class).map(Usage::of);
    }

    private static Usage of(SocketUsage usage) {
        List<DestinationPorts> shown = usage.destinations().stream()
                .limit(MOST_DESTINATIONS)
                .map(DestinationPorts::of)
                .toList();
        return new Usage(
                usage.states(),
                usage.connections(),
                usage.timeWait(),
                usage.distinctPorts(),
                rounded(usage.utilisation()),
                shown,
                usage.destinations().size() - shown.size());
    }

    private static double rounded(double share) {
        return Math.round(share * 1_000) / 1_000.0;
    }
}
