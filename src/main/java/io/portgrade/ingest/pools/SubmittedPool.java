package io.portgrade.ingest.pools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool as it stands in the request's JSON.
 *
 * @param framework in whose vocabulary {@code settings} are
 * @param instances processes times replicas
 * @param requestsPerSecond of all instances together
 * @param connectionSeconds lifetime of a connection that is not kept alive
 * @param closedBy {@code client} or {@code server}
 */
public record SubmittedPool(
        @Nullable String name,
        @Nullable String framework,
        Map<String, @Nullable Object> settings,
        @Nullable SubmittedDestination destination,
        @Nullable Integer instances,
        @Nullable Double requestsPerSecond,
        @Nullable Double connectionSeconds,
        @Nullable String closedBy,
        @Nullable String sourceAddress,
        List<@Nullable String> socketOptions,
        @Nullable Integer serverMaxConnections,
        @Nullable Boolean peerTimestamps,
        @Nullable Double middleboxIdleSeconds) {

    /** The frameworks whose vocabulary the contract names. */
    public static final List<String> FRAMEWORKS = List.of(
            "sqlalchemy",
            "hikaricp",
            "node-http-agent",
            "python-requests",
            "go-http-transport",
            "apache-httpclient",
            "okhttp",
            "dotnet-sockets-http-handler",
            "nginx-upstream",
            "pgbouncer",
            "generic");

    // A caller in plain Java, or JSON without the field, passes null for a collection.
    @SuppressWarnings({"ConstantValue", "NullAway"})
    public SubmittedPool {
        settings = settings == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        socketOptions =
                socketOptions == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(socketOptions));
    }

    /** Where a pool connects to; host and port are needed. */
    public record SubmittedDestination(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String protocol) {}
}
