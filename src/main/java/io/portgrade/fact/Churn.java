package io.portgrade.fact;

import io.portgrade.capacity.Ceiling;
import io.portgrade.capacity.DestinationLoad;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which pools open TCP connections from one source address to one destination, held against what the ports give without reuse.
 *
 * @param source the address that is bound; empty text when the host chooses
 * @param connectionsPerSecond of all pools with this source to this destination
 * @param utilisation of the ports when no TIME_WAIT port is reused, 0 and up
 * @param reusable whether nothing that is known keeps ports to this destination from being reused
 * @param peerTimestamps whether the destination has TCP timestamps on; null when nothing says so
 * @param more destinations of which the same is to be said, with less of the ports each, and that are not told of one by one
 */
public record Churn(
        String source,
        Destination destination,
        double connectionsPerSecond,
        double utilisation,
        boolean reusable,
        @Nullable Boolean peerTimestamps,
        int more,
        List<Evidence> evidence) {

    static Churn of(DestinationLoad load, EphemeralPorts ports) {
        List<Evidence> evidence = load.pools().stream()
                .map(pool -> Evidence.at(pool.source(), pool.name() + " connections/s", rate(pool)))
                .toList();
        return new Churn(
                load.source(),
                load.destination(),
                load.connectionsPerSecond(),
                load.utilisationWithoutReuse(ports.usable(), Ceiling.LINUX_TIME_WAIT),
                load.allowsReuse(),
                load.peerTimestamps(),
                0,
                evidence);
    }

    Churn withMore(int others) {
        return new Churn(
                source, destination, connectionsPerSecond, utilisation, reusable, peerTimestamps, others, evidence);
    }

    public boolean isToLoopback() {
        return destination.isLoopback();
    }

    /** Nothing says so; a loopback destination is this host itself. */
    public boolean isPeerUnknown() {
        return peerTimestamps == null && !isToLoopback();
    }

    /** For a sentence. */
    public String description() {
        return "To " + destination + (source.isEmpty() ? "" : " from " + source) + ", "
                + Numerals.counted(connectionsPerSecond, "connection") + " a second"
                + (Numerals.isOne(connectionsPerSecond) ? " takes " : " take ") + Numerals.percent(utilisation)
                + " of what the ports give without TIME_WAIT reuse"
                + (more == 0
                        ? ""
                        : ", and those to " + more + " more destination" + (more == 1 ? "" : "s")
                                + " too much as well");
    }

    private static String rate(Pool pool) {
        Double rate = pool.newConnectionsPerSecond();
        return rate == null ? "unknown" : Numerals.plain(rate);
    }
}
