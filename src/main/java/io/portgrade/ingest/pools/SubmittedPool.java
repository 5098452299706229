package io.portgrade.ingest.pools;

import io.portgrade.ingest.pools.framework.PoolFrameworks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool as it stands in the request's JSON.
 *
 * @param framework in whose vocabulary {@code settings} and {@code text} are
 * @param text a configuration file of the framework, whole or in part; {@code settings} override it
 * @param instances processes times replicas
 * @param requestsPerSecond of all instances together
 * @param connectionSeconds lifetime of a connection that is not kept alive
 * @param closedBy {@code client} or {@code server}
 */
public record SubmittedPool(
        @Nullable String name,
        @Nullable String framework,
        Map<String, @Nullable Object> settings,
        @Nullable String text,
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
    public static final List<String> FRAMEWORKS = PoolFrameworks.ids();

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
