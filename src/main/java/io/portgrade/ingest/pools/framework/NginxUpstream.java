package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An nginx {@code upstream} and how requests are passed to it, by directive; {@code max_conns} is the parameter of its {@code
 * server} line, of all worker processes of a host where the upstream has a {@code zone}. All else is of one worker process, so
 * instances are worker processes times hosts. {@code version} is nginx's own:
 * 1.29.7 turned keep-alive on.
 *
 * <p>Sources: nginx.org, ngx_http_upstream_module: keepalive off before 1.29.7 and {@code 32 local} since, keepalive_requests
 * 1000 (100 before 1.19.10, which brought keepalive_time), keepalive_time 1h, keepalive_timeout 60s, max_conns 0 for no limit,
 * to each worker process its own unless the group is in shared memory, and idle connections beyond it where workers share it;
 * keepalive needs fastcgi_keep_conn with FastCGI, nothing with memcached and gRPC, and is unknown to SCGI and uwsgi;
 * ngx_http_proxy_module: proxy_http_version 1.0 before 1.29.7 and 1.1 since, header {@code Connection: close} unless set
 * otherwise before 1.29.7; ngx_http_fastcgi_module: fastcgi_keep_conn off;
 * ngx_stream_upstream_module, which has no keepalive. Seen in nginx 1.22.1: inheritance of
 * proxy_set_header, and FastCGI.
 */
final class NginxUpstream implements PoolFramework {

    private static final int KEEPALIVE_SINCE_1_29_7 = 32;
    private static final int KEEPALIVE_REQUESTS = 1_000;
    private static final Set<String> HTTP_VERSIONS = Set.of("1.0", "1.1", "2");
    private static final int[] KEPT_ALIVE_SINCE = {1, 29, 7};

    @Override
    public String id() {
        return "nginx-upstream";
    }

    @Override
    public List<String> settings() {
        List<String> settings = new ArrayList<>(
                List.of("keepalive", "keepalive_requests", "keepalive_time", "keepalive_timeout", "max_conns", "zone"));
        settings.addAll(List.of(NginxPass.HTTP_VERSION, NginxPass.CONNECTION, NginxPass.KEEP_CONN, "version"));
        settings.addAll(NginxPass.DIRECTIVES);
        settings.add(NginxPass.STREAM);
        return settings;
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "server",
                "state",
                "hash",
                "ip_hash",
                "least_conn",
                "least_time",
                "ntlm",
                "queue",
                "random",
                "resolver",
                "resolver_timeout",
                "sticky",
                "sticky_cookie_insert",
                "worker_processes",
                "weight",
                "max_fails",
                "fail_timeout");
    }

    /** For {@code proxy_bind}: {@code src/event/ngx_event_connect.c}, nginx 1.26. */
    @Override
    public Set<SocketOption> socketOptions() {
        return Set.of(SocketOption.IP_BIND_ADDRESS_NO_PORT);
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        boolean modern = isModern(stated);
        int idle = stated.count("keepalive", 0, modern ? KEEPALIVE_SINCE_1_29_7 : 0);
        int most = stated.count("max_conns", 0, 0);
        int requests = stated.count("keepalive_requests", 1, KEEPALIVE_REQUESTS);
        Duration age = stated.duration("keepalive_time", ChronoUnit.SECONDS, Duration.ofHours(1));
        Duration unused = stated.duration("keepalive_timeout", ChronoUnit.SECONDS, Duration.ofMinutes(1));
        PoolSettings pool = keepsAlive(stated, modern, idle)
                .map(kept -> kept ? PoolSettings.keptAlive() : PoolSettings.connectionPerRequest())
                .orElse(PoolSettings.ofUnknownKeepAlive());
        boolean shared = most > 0 && stated.isStated("zone");
        return pool.withMaxSize(most == 0 ? Integer.MAX_VALUE : most)
                .withSharedInUse(shared ? most : Integer.MAX_VALUE)
                .refusingMore() // 502, but for the queue of the commercial one
                .withMaxIdle(idle)
                .withRequestsPerConnection(requests)
                .withMaxLifetime(age)
                .withIdleTimeout(unused);
    }

    @Override
    public Optional<PoolText> text() {
        return Optional.of(new NginxText());
    }

    /** Empty when the text leaves it open, or the header is a variable, which only a request decides. */
    private static Optional<Boolean> keepsAlive(StatedSettings stated, boolean modern, int idle) {
        for (String setting : NginxPass.DECIDING) {
            Optional<String> why = stated.whyUntold(setting);
            if (why.isPresent() && idle > 0) {
                stated.note(setting, why.get());
            }
            if (why.isPresent()) {
                return idle > 0 ? Optional.empty() : Optional.of(false);
            }
        }
        NginxPass pass = NginxPass.of(stated);
        if (pass.httpVersion() != null && !HTTP_VERSIONS.contains(pass.httpVersion())) {
            stated.refuse(NginxPass.HTTP_VERSION, "1.0, 1.1 or 2");
        }
        stated.findFlag(NginxPass.KEEP_CONN);
        if (idle == 0) {
            return Optional.of(false);
        }
        Optional<Boolean> keeps = pass.keeps(modern);
        if (keeps.isEmpty()) {
            stated.note(NginxPass.CONNECTION, "a variable: whether connections are kept alive is not known");
        } else if (!keeps.get()) {
            stated.note("keepalive", "without effect: " + pass.remedy());
        }
        return keeps;
    }

    private static boolean isModern(StatedSettings stated) {
        Optional<String> version = stated.word("version");
        if (version.isEmpty()) {
            return false;
        }
        String[] parts = version.get().replace("nginx/", "").split("\\.", -1);
        for (int i = 0; i < KEPT_ALIVE_SINCE.length; i++) {
            int part = i < parts.length ? number(parts[i]) : 0;
            if (part < 0) {
                stated.refuse("version", "nginx's version such as 1.26.2");
                return false;
            }
            if (part != KEPT_ALIVE_SINCE[i]) {
                return part > KEPT_ALIVE_SINCE[i];
            }
        }
        return true;
    }

    /** −1 when it is none. */
    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
