package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PgBouncer's connections to PostgreSQL, by the settings of pgbouncer.ini. There is a pool for each pair of database and
 * user: {@code pool_size} is that of one user to the database or databases at the destination; state the number of users
 * in {@code instances} when there are more.
 *
 * <p>Sources: PgBouncer 1.24, {@code doc/config.md}: default_pool_size 20, min_pool_size and reserve_pool_size 0,
 * max_db_connections and max_user_connections 0 for no limit, server_idle_timeout 600 s with 0 for never,
 * server_lifetime 3600 s, at 0 of which a connection is used only once.
 */
final class PgBouncer implements PoolFramework {

    static final int DEFAULT_POOL_SIZE = 20;
    private static final Duration SERVER_LIFETIME = Duration.ofHours(1);
    private static final Duration SERVER_IDLE_TIMEOUT = Duration.ofMinutes(10);

    private static final Set<String> OTHERS =
            Set.of(("logfile pidfile listen_addr listen_port unix_socket_dir unix_socket_mode unix_socket_group user"
                            + " pool_mode max_client_conn reserve_pool_timeout max_db_client_connections"
                            + " max_user_client_connections server_round_robin track_extra_parameters"
                            + " ignore_startup_parameters peer_id disable_pqexec application_name_add_host conffile"
                            + " service_name job_name stats_period max_prepared_statements scram_iterations auth_type"
                            + " auth_hba_file auth_ident_file auth_file auth_user auth_query auth_dbname"
                            + " auth_ldap_options syslog syslog_ident syslog_facility log_connections"
                            + " log_disconnections log_pooler_errors log_stats verbose admin_users stats_users"
                            + " server_reset_query server_reset_query_always server_check_delay server_check_query"
                            + " server_fast_close server_connect_timeout server_login_retry client_login_timeout"
                            + " autodb_idle_timeout pool_idle_timeout dns_max_ttl dns_nxdomain_ttl"
                            + " dns_zone_check_period resolv_conf query_wait_notify login_notify_message"
                            + " client_tls_sslmode client_tls_key_file client_tls_cert_file client_tls_ca_file"
                            + " client_tls_protocols client_tls_ciphers client_tls13_ciphers client_tls_ecdhcurve"
                            + " client_tls_dheparams server_tls_sslmode server_tls_ca_file server_tls_key_file"
                            + " server_tls_cert_file server_tls_protocols server_tls_ciphers server_tls13_ciphers"
                            + " query_timeout query_wait_timeout cancel_wait_timeout client_idle_timeout"
                            + " idle_transaction_timeout transaction_timeout suspend_timeout pkt_buf"
                            + " max_packet_size listen_backlog sbuf_loopcnt so_reuseport tcp_defer_accept"
                            + " tcp_socket_buffer tcp_keepalive tcp_keepcnt tcp_keepidle tcp_keepintvl"
                            + " tcp_user_timeout host port dbname password connect_query load_balance_hosts"
                            + " target_session_attrs client_encoding datestyle timezone")
                    .split(" "));

    @Override
    public String id() {
        return "pgbouncer";
    }

    @Override
    public List<String> settings() {
        return List.of(
                "default_pool_size",
                "pool_size",
                "min_pool_size",
                "reserve_pool_size",
                "reserve_pool",
                "max_db_connections",
                "max_user_connections",
                "server_idle_timeout",
                "server_lifetime");
    }

    @Override
    public Set<String> otherSettings() {
        return OTHERS;
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int size = stated.count("pool_size", 1, stated.count("default_pool_size", 1, DEFAULT_POOL_SIZE));
        int reserve = stated.count("reserve_pool_size", 0, stated.count("reserve_pool", 0, 0));
        int bound = Math.min(limit(stated, "max_db_connections"), limit(stated, "max_user_connections"));
        int most = Math.min(bound, (int) Math.min(Integer.MAX_VALUE, (long) size + reserve));
        Duration lifetime = stated.duration("server_lifetime", ChronoUnit.SECONDS, SERVER_LIFETIME);
        Duration idle = stated.duration("server_idle_timeout", ChronoUnit.SECONDS, SERVER_IDLE_TIMEOUT);
        int least = Math.min(stated.count("min_pool_size", 0, 0), most);
        PoolSettings pool = lifetime.isZero() ? PoolSettings.connectionPerRequest() : PoolSettings.keptAlive();
        return pool.withMaxSize(most)
                .withMinIdle(least)
                .withMaxLifetime(lifetime)
                .withIdleTimeout(idle);
    }

    @Override
    public Optional<PoolText> text() {
        return Optional.of(new PgBouncerText());
    }

    private static int limit(StatedSettings stated, String name) {
        int limit = stated.count(name, 0, 0);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
