package io.portgrade.snapshot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool as submitted, in words that all frameworks share.
 *
 * @param newConnectionsPerSecond of all instances together; null when neither stated nor to be worked out
 * @param lifetime of a connection that is not kept alive
 * @param closedByServer whether the server closes first, so that TIME_WAIT is on its side
 * @param peerTimestamps whether the server has TCP timestamps on; null when unknown
 */
public record Pool(
        String name,
        Destination destination,
        @Nullable Double newConnectionsPerSecond,
        Duration lifetime,
        boolean closedByServer,
        @Nullable Boolean peerTimestamps,
        SourceLocation source) {}
