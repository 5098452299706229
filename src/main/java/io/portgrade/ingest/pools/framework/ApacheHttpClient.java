package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Apache HttpClient with its pooling connection manager, by the setters of the manager and of its builder; {@code version}
 * is 5 unless stated, since the limits differ.
 *
 * <p>Sources: HttpClient 5.1.3, {@code PoolingHttpClientConnectionManager}: 5 connections a route and 25 in all, with
 * PoolConcurrencyPolicy LAX no limit in all; {@code RequestConfig}: connections are kept for 3 minutes when the server
 * does not say; ConnectionConfig: no time to live. HttpClient 4.5.14, {@code PoolingHttpClientConnectionManager}: 2 a route
 * and 20 in all, no time to live; {@code DefaultConnectionKeepAliveStrategy}: kept as long as the server's Keep-Alive header
 * says, else until the server closes them.
 */
final class ApacheHttpClient implements PoolFramework {

    private static final Duration KEPT_BY_5 = Duration.ofMinutes(3);
    private static final Duration NEVER = Duration.ofMillis(-1);

    @Override
    public String id() {
        return "apache-httpclient";
    }

    @Override
    public List<String> settings() {
        return List.of(
                "maxTotal",
                "defaultMaxPerRoute",
                "maxConnTotal",
                "maxConnPerRoute",
                "timeToLive",
                "connectionTimeToLive",
                "connectionKeepAlive",
                "evictIdleConnections",
                "connectionReuseStrategy",
                "poolConcurrencyPolicy",
                "version");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "validateAfterInactivity",
                "evictExpiredConnections",
                "connectTimeout",
                "socketTimeout",
                "responseTimeout",
                "connectionRequestTimeout",
                "connPoolPolicy",
                "poolReusePolicy",
                "keepAliveStrategy",
                "connectionManagerShared");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        boolean four = isFour(stated);
        int route = Math.min(
                stated.count("defaultMaxPerRoute", 1, Integer.MAX_VALUE),
                stated.count("maxConnPerRoute", 1, Integer.MAX_VALUE));
        int total = Math.min(
                stated.count("maxTotal", 1, Integer.MAX_VALUE), stated.count("maxConnTotal", 1, Integer.MAX_VALUE));
        boolean routeStated = stated.isStated("defaultMaxPerRoute") || stated.isStated("maxConnPerRoute");
        boolean totalStated = stated.isStated("maxTotal") || stated.isStated("maxConnTotal");
        int perRoute = routeStated ? route : four ? 2 : 5;
        int inAll = totalStated ? total : four ? 20 : 25;
        boolean lax = stated.word("poolConcurrencyPolicy")
                .orElse("")
                .toUpperCase(Locale.ROOT)
                .endsWith("LAX");
        int size = lax ? perRoute : Math.min(perRoute, inAll);
        PoolSettings kept = keepsAlive(stated) ? PoolSettings.keptAlive() : PoolSettings.connectionPerRequest();
        return kept.withMaxSize(size).withMaxLifetime(timeToLive(stated)).withIdleTimeout(idle(stated, four));
    }

    private static boolean isFour(StatedSettings stated) {
        String version = stated.word("version").orElse("5");
        if (!version.startsWith("4") && !version.startsWith("5")) {
            stated.refuse("version", "4 or 5");
        }
        return version.startsWith("4");
    }

    private static boolean keepsAlive(StatedSettings stated) {
        return !stated.word("connectionReuseStrategy").orElse("").contains("NoConnectionReuse");
    }

    private static Duration timeToLive(StatedSettings stated) {
        Duration ofManager = stated.durationOrForever("timeToLive", null, NEVER);
        return stated.durationOrForever("connectionTimeToLive", null, ofManager);
    }

    private static Duration idle(StatedSettings stated, boolean four) {
        Duration kept = stated.durationOrForever("connectionKeepAlive", null, four ? NEVER : KEPT_BY_5);
        Duration evicted = stated.durationOrForever("evictIdleConnections", null, NEVER);
        return evicted.isNegative() || !kept.isNegative() && kept.compareTo(evicted) < 0 ? kept : evicted;
    }
}
