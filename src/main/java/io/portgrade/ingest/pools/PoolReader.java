package io.portgrade.ingest.pools;

import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads submitted pools; how many connections one opens is known where its framework's vocabulary is. */
public final class PoolReader {

    private static final String SOURCE = "pools";
    private static final String GENERIC = "generic";
    private static final int MILLIS = 1_000;

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /** Reads what can be read; a pool without a usable destination is passed over. */
    public List<Pool> read(List<@Nullable SubmittedPool> submitted) {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < submitted.size(); i++) {
            SubmittedPool pool = submitted.get(i);
            Destination destination = pool == null ? null : destination(pool.destination());
            if (pool != null && destination != null) {
                pools.add(read(pool, destination, "pools[" + i + "]"));
            }
        }
        return pools;
    }

    private Pool read(SubmittedPool pool, Destination destination, String place) {
        return new Pool(
                Objects.requireNonNullElse(pool.name(), place),
                destination,
                newConnectionsPerSecond(pool, place),
                Duration.ofMillis((long) (Objects.requireNonNullElse(pool.connectionSeconds(), 0.0) * MILLIS)),
                "server".equals(pool.closedBy()) || hasOption(pool, "SO_LINGER"),
                pool.sourceAddress() != null && !hasOption(pool, "IP_BIND_ADDRESS_NO_PORT"),
                pool.peerTimestamps(),
                SourceLocation.in(place));
    }

    /** A connection a request where connections are not kept alive, none in the long run where they are. */
    private @Nullable Double newConnectionsPerSecond(SubmittedPool pool, String place) {
        String framework = Objects.requireNonNullElse(pool.framework(), GENERIC);
        if (!framework.equals(GENERIC)) {
            note(
                    place,
                    "the settings of " + framework
                            + " are not read by this release: what the pool opens is not assessed");
            return null;
        }
        Object keepAlive = pool.settings().get("keepAlive");
        if (!(keepAlive instanceof Boolean kept)) {
            note(place, "settings.keepAlive is not true or false: what the pool opens is not assessed");
            return null;
        }
        return kept ? Double.valueOf(0) : pool.requestsPerSecond();
    }

    /** Whether an option is named, with a value behind it or without: {@code SO_LINGER 0}. */
    private static boolean hasOption(SubmittedPool pool, String name) {
        return pool.socketOptions().stream()
                .anyMatch(option -> option != null && option.strip().startsWith(name));
    }

    private void note(String place, String message) {
        diagnostics.add(new Diagnostic(SOURCE, null, place + ": " + message));
    }

    private static @Nullable Destination destination(@Nullable SubmittedDestination submitted) {
        if (submitted == null || submitted.host() == null) {
            return null;
        }
        int port = Objects.requireNonNullElse(submitted.port(), 0);
        if (port < 1 || port > PortRange.MAX_PORT) {
            return null;
        }
        String host = submitted.host().strip();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Destination(
                bracketed ? host.substring(1, host.length() - 1) : host,
                port,
                Objects.requireNonNullElse(submitted.protocol(), "tcp"));
    }
}
