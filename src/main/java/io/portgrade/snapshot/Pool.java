package io.portgrade.snapshot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool as submitted, in words that all frameworks share.
 *
 * @param newConnectionsPerSecond of all instances together; null when neither stated nor to be worked out
 * @param lifetime of a connection that is not kept alive
 * @param leavesNoTimeWait whether the server closes first, or linger is 0: no TIME_WAIT is on this side
 * @param bindsFirst whether a source address is bound without IP_BIND_ADDRESS_NO_PORT, so that reuse has no effect
 * @param peerTimestamps whether the server has TCP timestamps on; null when unknown
 */
public record Pool(
        String name,
        Destination destination,
        @Nullable Double newConnectionsPerSecond,
        Duration lifetime,
        boolean leavesNoTimeWait,
        boolean bindsFirst,
        @Nullable Boolean peerTimestamps,
        SourceLocation source) {}
