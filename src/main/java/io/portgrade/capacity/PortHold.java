package io.portgrade.capacity;

import java.time.Duration;

/**
 * How long a port stays taken after its connection was closed: T of the port model.
 *
 * @param time zero and up
 */
public record PortHold(Duration time, Cause cause) {

    /** What holds the port. */
    public enum Cause {
        /** The other end closes first, or RST was sent. */
        NOTHING("connection lifetime"),
        REUSE_DELAY("reuse delay"),
        /** The same, given that the other end has TCP timestamps on, which nothing says. */
        ASSUMED_REUSE_DELAY("reuse delay"),
        TIME_WAIT("TIME_WAIT");

        private final String divisor;

        Cause(String divisor) {
            this.divisor = divisor;
        }

        /** What the usable ports are divided by to get the rate, in words. */
        String divisor() {
            return divisor;
        }
    }
}
