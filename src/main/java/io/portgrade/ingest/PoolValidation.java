package io.portgrade.ingest;

import io.portgrade.ingest.pools.SubmittedPool;
import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a pool's form.
 *
 * @param problems takes the pointer of a field and what must be put right
 */
record PoolValidation(BiConsumer<String, String> problems) {

    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");
    private static final Set<String> CLOSERS = Set.of("client", "server");

    void check(List<@Nullable SubmittedPool> pools) {
        for (int i = 0; i < pools.size(); i++) {
            SubmittedPool pool = pools.get(i);
            if (pool != null) {
                check(pool, "/pools/" + i);
            }
        }
    }

    private void check(SubmittedPool pool, String at) {
        oneOf(pool.framework(), SubmittedPool.FRAMEWORKS, at + "/framework");
        oneOf(pool.closedBy(), CLOSERS, at + "/closedBy");
        atLeast(1, pool.instances(), at + "/instances");
        atLeast(0, pool.requestsPerSecond(), at + "/requestsPerSecond");
        atLeast(0, pool.connectionSeconds(), at + "/connectionSeconds");
        atLeast(0, pool.middleboxIdleSeconds(), at + "/middleboxIdleSeconds");
        atLeast(1, pool.serverMaxConnections(), at + "/serverMaxConnections");
        SubmittedDestination destination = pool.destination();
        if (destination == null) {
            problems.accept(at + "/destination", "is missing: send host and port, the ceilings are per destination");
        } else {
            check(destination, at + "/destination");
        }
    }

    private void check(SubmittedDestination destination, String at) {
        String host = destination.host();
        if (host == null || host.isBlank()) {
            problems.accept(at + "/host", "is missing: send an address or a name, which is never looked up");
        }
        Integer port = destination.port();
        if (port == null || port < 1 || port > PortRange.MAX_PORT) {
            problems.accept(at + "/port", "must be 1 to " + PortRange.MAX_PORT);
        }
        oneOf(destination.protocol(), PROTOCOLS, at + "/protocol");
    }

    private void oneOf(@Nullable String value, Iterable<String> known, String at) {
        if (value == null) {
            return;
        }
        for (String choice : known) {
            if (choice.equals(value)) {
                return;
            }
        }
        problems.accept(at, Excerpt.of(value) + " is none of " + String.join(", ", known));
    }

    private void atLeast(int least, @Nullable Number value, String at) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= Integer.MAX_VALUE)) {
            problems.accept(at, "must be " + least + " to " + Integer.MAX_VALUE + ", not " + value);
        }
    }
}
