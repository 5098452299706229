package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Go's {@code net/http.Transport}, by its fields. What is left out is as in DefaultTransport.
 *
 * <p>Sources: {@code src/net/http/transport.go}, Go 1.22: DefaultMaxIdleConnsPerHost 2, DefaultTransport with
 * MaxIdleConns 100 and IdleConnTimeout 90 s; 0 is no limit for MaxConnsPerHost, MaxIdleConns and IdleConnTimeout and 2
 * for MaxIdleConnsPerHost, which turns keep-alive off when negative. A number without unit is in nanoseconds, as a
 * {@code time.Duration}.
 */
final class GoHttpTransport implements PoolFramework {

    private static final int MAX_IDLE_CONNS_PER_HOST = 2;
    private static final int MAX_IDLE_CONNS = 100;
    private static final Duration IDLE_CONN_TIMEOUT = Duration.ofSeconds(90);

    @Override
    public String id() {
        return "go-http-transport";
    }

    @Override
    public List<String> settings() {
        return List.of(
                "MaxIdleConnsPerHost", "MaxConnsPerHost", "MaxIdleConns", "IdleConnTimeout", "DisableKeepAlives");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "Proxy",
                "Dial",
                "DialContext",
                "DialTLS",
                "DialTLSContext",
                "TLSClientConfig",
                "TLSHandshakeTimeout",
                "TLSNextProto",
                "DisableCompression",
                "ResponseHeaderTimeout",
                "ExpectContinueTimeout",
                "ProxyConnectHeader",
                "GetProxyConnectHeader",
                "OnProxyConnectResponse",
                "MaxResponseHeaderBytes",
                "WriteBufferSize",
                "ReadBufferSize",
                "ForceAttemptHTTP2",
                "HTTP2",
                "Protocols");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int perHost = stated.count("MaxIdleConnsPerHost", Integer.MIN_VALUE, 0);
        int allHosts = unlimitedIfZero(stated.count("MaxIdleConns", 0, MAX_IDLE_CONNS));
        int most = unlimitedIfZero(stated.count("MaxConnsPerHost", 0, 0));
        Duration idleTimeout = stated.duration("IdleConnTimeout", ChronoUnit.NANOS, IDLE_CONN_TIMEOUT);
        if (stated.flag("DisableKeepAlives", false) || perHost < 0) {
            return PoolSettings.connectionPerRequest().withMaxSize(most);
        }
        return PoolSettings.keptAlive()
                .withMaxSize(most)
                .withMaxIdle(Math.min(perHost == 0 ? MAX_IDLE_CONNS_PER_HOST : perHost, allHosts))
                .withIdleTimeout(idleTimeout);
    }

    private static int unlimitedIfZero(int count) {
        return count == 0 ? Integer.MAX_VALUE : count;
    }
}
