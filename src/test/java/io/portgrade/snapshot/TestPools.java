package io.portgrade.snapshot;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pools for tests: what is not said is the plainest. */
public final class TestPools {

    private final Destination destination;
    private String name = "orders";
    private PoolSettings settings = PoolSettings.connectionPerRequest();
    private int instances = 1;
    private @Nullable Double requestsPerSecond;
    private @Nullable Duration requestTime;
    private Closer closedBy = Closer.CLIENT;
    private @Nullable String sourceAddress;
    private final Set<SocketOption> options = EnumSet.noneOf(SocketOption.class);
    private @Nullable Integer serverMaxConnections;
    private @Nullable Boolean peerTimestamps;
    private @Nullable Duration middleboxIdle;
    private String place = "pools[0]";

    private TestPools(Destination destination) {
        this.destination = destination;
    }

    public static TestPools to(String host, int port) {
        return new TestPools(new Destination(host, port, "tcp"));
    }

    /** A connection for each of so many requests. */
    public static TestPools opening(@Nullable Double perSecond, Destination destination) {
        return new TestPools(destination).requestsPerSecond(perSecond);
    }

    public TestPools name(String value) {
        name = value;
        return this;
    }

    public TestPools settings(PoolSettings value) {
        settings = value;
        return this;
    }

    public TestPools instances(int value) {
        instances = value;
        return this;
    }

    public TestPools requestsPerSecond(@Nullable Double value) {
        requestsPerSecond = value;
        return this;
    }

    public TestPools requestTime(@Nullable Duration value) {
        requestTime = value;
        return this;
    }

    public TestPools closedBy(Closer value) {
        closedBy = value;
        return this;
    }

    public TestPools sourceAddress(@Nullable String value) {
        sourceAddress = value;
        return this;
    }

    public TestPools option(SocketOption value) {
        options.add(value);
        return this;
    }

    public TestPools serverMaxConnections(int value) {
        serverMaxConnections = value;
        return this;
    }

    public TestPools peerTimestamps(@Nullable Boolean value) {
        peerTimestamps = value;
        return this;
    }

    public TestPools middleboxIdle(Duration value) {
        middleboxIdle = value;
        return this;
    }

    public TestPools place(String value) {
        place = value;
        return this;
    }

    public Pool build() {
        return new Pool(
                name,
                "generic",
                destination,
                settings,
                List.of(),
                instances,
                requestsPerSecond,
                requestTime,
                closedBy,
                sourceAddress,
                options,
                serverMaxConnections,
                peerTimestamps,
                middleboxIdle,
                SourceLocation.in(place));
    }
}
