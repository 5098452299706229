package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * .NET's {@code SocketsHttpHandler}, which HttpClient uses, by its properties. Without a greatest age, connections to a
 * name outlive a change of its address; a handler that is made anew for each request is not a pool at all.
 *
 * <p>Sources: .NET API reference, .NET 8, {@code System.Net.Http.SocketsHttpHandler}, and
 * {@code HttpHandlerDefaults.cs} of dotnet/runtime: MaxConnectionsPerServer
 * int.MaxValue, PooledConnectionIdleTimeout 1 minute (2 before .NET 6), PooledConnectionLifetime infinite; zero for
 * either time keeps no connection. Times as TimeSpan, {@code 00:02:00}.
 */
final class DotnetSocketsHttpHandler implements PoolFramework {

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration NEVER = Duration.ofMillis(-1);

    @Override
    public String id() {
        return "dotnet-sockets-http-handler";
    }

    @Override
    public List<String> settings() {
        return List.of("MaxConnectionsPerServer", "PooledConnectionIdleTimeout", "PooledConnectionLifetime");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "ActivityHeadersPropagator",
                "AllowAutoRedirect",
                "AutomaticDecompression",
                "ConnectCallback",
                "ConnectTimeout",
                "CookieContainer",
                "Credentials",
                "DefaultProxyCredentials",
                "EnableMultipleHttp2Connections",
                "EnableMultipleHttp3Connections",
                "Expect100ContinueTimeout",
                "InitialHttp2StreamWindowSize",
                "KeepAlivePingDelay",
                "KeepAlivePingPolicy",
                "KeepAlivePingTimeout",
                "MaxAutomaticRedirections",
                "MaxResponseDrainSize",
                "MaxResponseHeadersLength",
                "PreAuthenticate",
                "Proxy",
                "ResponseDrainTimeout",
                "SslOptions",
                "UseCookies",
                "UseProxy");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int size = stated.count("MaxConnectionsPerServer", 1, Integer.MAX_VALUE);
        Duration idle = stated.durationOrForever("PooledConnectionIdleTimeout", null, IDLE_TIMEOUT);
        Duration lifetime = stated.durationOrForever("PooledConnectionLifetime", null, NEVER);
        PoolSettings pool =
                idle.isZero() || lifetime.isZero() ? PoolSettings.connectionPerRequest() : PoolSettings.keptAlive();
        return pool.withMaxSize(size).withIdleTimeout(idle).withMaxLifetime(lifetime);
    }
}
