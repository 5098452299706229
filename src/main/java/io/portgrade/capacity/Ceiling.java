package io.portgrade.capacity;

import java.time.Duration;

/**
 * How many connections a second can be opened to one destination in the long run: rate = E / P.
 *
 * @param usablePorts E, the ports that can be handed out
 * @param occupied P, how long each port stays occupied: the connection's lifetime and what follows it
 */
public record Ceiling(int usablePorts, Duration occupied) {

    /** TIME_WAIT on Linux; no setting changes it. {@code include/net/tcp.h, v6.6}, TCP_TIMEWAIT_LEN. */
    public static final Duration LINUX_TIME_WAIT = Duration.ofSeconds(60);

    private static final double NANOS_PER_SECOND = 1e9;

    /** What a port waits when reuse is effective: the delay and the timer's granularity of one millisecond. */
    public static Duration waitWithReuse(Duration reuseDelay) {
        return reuseDelay.plusMillis(1);
    }

    public double connectionsPerSecond() {
        return usablePorts * NANOS_PER_SECOND / occupied.toNanos();
    }
}
