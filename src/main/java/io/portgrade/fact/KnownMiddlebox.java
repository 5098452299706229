package io.portgrade.fact;

import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.Optional;

/**
 * What stands between a pool and its destination: what the pool declares or, failing that, what the destination's name
 * gives away. A Network Load Balancer is called {@code name.elb.region.amazonaws.com}, an application or classic one {@code
 * name.region.elb.amazonaws.com}; it forgets a flow after 350 s unless told otherwise. Elastic Load Balancing, User Guide for
 * Network Load Balancers, "Listeners", 2024.
 */
final class KnownMiddlebox {

    private static final Duration NETWORK_LOAD_BALANCER = Duration.ofSeconds(350);

    private KnownMiddlebox() {}

    /** Empty when nothing is known to be on the way. */
    static Optional<Duration> idleTimeout(Pool pool) {
        return pool.middleboxIdle() != null
                ? Optional.of(pool.middleboxIdle())
                : isNetworkLoadBalancer(pool) ? Optional.of(NETWORK_LOAD_BALANCER) : Optional.empty();
    }

    /** For a sentence. */
    static String name(Pool pool) {
        return pool.middleboxIdle() == null ? "the Network Load Balancer" : "the middlebox on the way";
    }

    private static boolean isNetworkLoadBalancer(Pool pool) {
        String host = pool.destination().host();
        int elb = host.indexOf(".elb.");
        return host.endsWith(".amazonaws.com") && elb > 0 && !host.endsWith(".elb.amazonaws.com");
    }
}
