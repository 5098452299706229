package io.portgrade.ingest.pools.framework;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How nginx speaks to an upstream: what one of its {@code …_pass} directives comes to, with those that are in force beside it.
 *
 * @param protocol name of that directive; {@code stream} in that block
 * @param httpVersion of {@code proxy_http_version}; null when it is not stated
 * @param connection the header that {@code proxy_set_header} sends; null when it is not stated
 * @param keepConn of {@code fastcgi_keep_conn}; null when it is not stated
 */
record NginxPass(
        String protocol,
        @Nullable String httpVersion,
        @Nullable String connection,
        @Nullable String keepConn) {

    static final String PROXY = "proxy_pass";
    static final String FASTCGI = "fastcgi_pass";

    /** The block in which {@code proxy_pass} opens a connection for each that comes in ({@code ngx_stream_proxy_module}). */
    static final String STREAM = "stream";

    /** The header that the proxy sends, as a setting. */
    static final String CONNECTION = "proxy_set_header Connection";

    static final String HTTP_VERSION = "proxy_http_version";
    static final String KEEP_CONN = "fastcgi_keep_conn";

    /** Those of all protocols that have upstreams, the usual ones first. */
    static final List<String> DIRECTIVES =
            List.of(PROXY, FASTCGI, "grpc_pass", "memcached_pass", "uwsgi_pass", "scgi_pass");

    /** What decides whether connections are kept, by itself or by its absence. */
    static final List<String> DECIDING = List.of(CONNECTION, HTTP_VERSION, KEEP_CONN);

    private static final Set<String> ON = Set.of("on", "true", "yes", "1");
    private static final Set<String> WITHOUT_KEEP_ALIVE = Set.of("uwsgi_pass", "scgi_pass", STREAM);

    static NginxPass of(StatedSettings stated) {
        String otherwise = stated.isStated(KEEP_CONN) ? FASTCGI : PROXY;
        return new NginxPass(
                Stream.concat(Stream.of(STREAM), DIRECTIVES.stream())
                        .filter(stated::isStated)
                        .findFirst()
                        .orElse(otherwise),
                stated.word(HTTP_VERSION).orElse(null),
                stated.word(CONNECTION).orElse(null),
                stated.word(KEEP_CONN).orElse(null));
    }

    /**
     * Whether a connection serves request after request where the upstream keeps some; empty when a variable decides, which
     * only a request has.
     *
     * @param modern whether it is an nginx whose proxy asks for that by default
     */
    Optional<Boolean> keeps(boolean modern) {
        if (protocol.equals(FASTCGI)) {
            return Optional.of(keepConn != null && ON.contains(keepConn.toLowerCase(Locale.ROOT)));
        }
        if (!protocol.equals(PROXY)) {
            return Optional.of(!WITHOUT_KEEP_ALIVE.contains(protocol));
        }
        String http = httpVersion == null ? (modern ? "1.1" : "1.0") : httpVersion;
        String header = connection == null ? (modern ? "" : "close") : connection;
        if (header.contains("$")) {
            return Optional.empty();
        }
        String sent = header.toLowerCase(Locale.ROOT);
        return Optional.of(http.equals("1.0") ? sent.equals("keep-alive") : !sent.equals("close"));
    }

    /** The setting that is missing, or is wrong, where it keeps none. */
    String deciding() {
        return protocol.equals(FASTCGI) ? KEEP_CONN : CONNECTION;
    }

    /** What makes it keep them. */
    String remedy() {
        if (protocol.equals(STREAM)) {
            return "in stream a connection is opened for each that comes in: let clients keep theirs open";
        }
        if (WITHOUT_KEEP_ALIVE.contains(protocol)) {
            return protocol
                    + " asks for a connection a request and cannot do otherwise: let the application speak HTTP,"
                    + " and set proxy_pass, " + ofProxy();
        }
        return protocol.equals(FASTCGI)
                ? "without fastcgi_keep_conn, FastCGI takes a connection a request: set fastcgi_keep_conn on"
                : "the proxy asks for a connection a request, set " + ofProxy()
                        + " where it passes to the upstream: a level with a proxy_set_header of its own takes none of"
                        + " those around it";
    }

    private static String ofProxy() {
        return "proxy_http_version 1.1 and proxy_set_header Connection \"\"";
    }
}
