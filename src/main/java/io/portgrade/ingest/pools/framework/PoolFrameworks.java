package io.portgrade.ingest.pools.framework;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The frameworks whose vocabulary is read; a new one is its class and a line here. */
public final class PoolFrameworks {

    /** What a pool's settings are in when it names no framework. */
    public static final String DEFAULT = "generic";

    private static final List<PoolFramework> ALL = List.of(
            new SqlAlchemy(),
            new HikariCp(),
            new NodeHttpAgent(),
            new PythonRequests(),
            new GoHttpTransport(),
            new ApacheHttpClient(),
            new OkHttp(),
            new DotnetSocketsHttpHandler(),
            new NginxUpstream(),
            new PgBouncer(),
            new Generic());

    private static final Map<String, PoolFramework> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(PoolFramework::id, Function.identity()));

    private PoolFrameworks() {}

    /** As the contract lists them. */
    public static List<String> ids() {
        return ALL.stream().map(PoolFramework::id).toList();
    }

    public static Optional<PoolFramework> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
