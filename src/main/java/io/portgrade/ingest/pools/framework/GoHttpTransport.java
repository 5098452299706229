package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Go's {@code net/http.Transport}, by its fields. Without any it is DefaultTransport. With some it is a Transport of the
 * program's own, and what is left out is as in DefaultTransport if it is a clone of that, and zero if not: where the two differ, in
 * MaxIdleConns and IdleConnTimeout, it is not known.
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
        boolean own = !stated.isEmpty();
        if (stated.flag("DisableKeepAlives", false) || perHost < 0) {
            return PoolSettings.connectionPerRequest().withMaxSize(most);
        }
        int ofHost = perHost == 0 ? MAX_IDLE_CONNS_PER_HOST : perHost;
        PoolSettings settings = PoolSettings.keptAlive().withMaxSize(most).withMaxIdle(Math.min(ofHost, allHosts));
        if (own && Math.min(ofHost, most) > MAX_IDLE_CONNS && !stated.isStated("MaxIdleConns")) {
            stated.note(
                    "MaxIdleConnsPerHost",
                    "how many of these are kept is not known: send MaxIdleConns, which is 100 in a clone of"
                            + " DefaultTransport and 0, no limit, in a Transport of its own");
            settings = settings.withKeepAlive(null);
        }
        return own && !stated.isStated("IdleConnTimeout")
                ? settings.withUnknownIdleTimeout()
                : settings.withIdleTimeout(idleTimeout);
    }

    private static int unlimitedIfZero(int count) {
        return count == 0 ? Integer.MAX_VALUE : count;
    }
}
