package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every framework: what its defaults are, what each of its settings does. In the tables a pool is written as keep-alive
 * (yes, no or unknown), then most connections, most idle, least idle, idle timeout, greatest age and requests a
 * connection, a hyphen for no bound.
 */
class PoolFrameworksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private List<Diagnostic> diagnostics = List.of();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | unknown - - 0 - - -",
                "{'keepAlive': true}                      | yes - - 0 - - -",
                "{'keepAlive': 'false'}                   | no - - 0 - - -",
                "{'maxSize': 20}                          | unknown 20 - 0 - - -",
                "{'maxSize': '20', 'keepAlive': 'on'}     | yes 20 - 0 - - -",
                "{'idleTimeoutSeconds': 30}               | unknown - - 0 PT30S - -",
                "{'idleTimeoutSeconds': 0.5}              | unknown - - 0 PT0.5S - -",
                "{'maxLifetimeSeconds': '5m'}             | unknown - - 0 - PT5M -",
                "{'maxLifetimeSeconds': 0}                | unknown - - 0 - - -",
            })
    void generic(String settings, String expected) throws JsonProcessingException {
        assertThat(read("generic", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | yes 15 5 0 - - -",
                "{'pool_size': 20, 'max_overflow': 10}                 | yes 30 20 0 - - -",
                "{'pool_size': 20, 'max_overflow': 0}                  | yes 20 20 0 - - -",
                "{'pool_size': 20, 'max_overflow': -1}                 | yes - 20 0 - - -",
                "{'pool_size': 0}                                      | yes - - 0 - - -",
                "{'pool_size': 2147483640, 'max_overflow': 100}        | yes - 2147483640 0 - - -",
                "{'pool_recycle': 1800}                                | yes 15 5 0 - PT30M -",
                "{'pool_recycle': -1}                                  | yes 15 5 0 - - -",
                "{'pool_recycle': 0}                                   | no - - 0 - - -",
                "{'poolclass': 'NullPool'}                             | no - - 0 - - -",
                "{'poolclass': 'sqlalchemy.pool.NullPool'}             | no - - 0 - - -",
                "{'poolclass': 'StaticPool'}                           | yes 1 - 0 - - -",
                "{'poolclass': 'AssertionPool'}                        | yes 1 - 0 - - -",
                "{'poolclass': 'SingletonThreadPool', 'pool_size': 3}  | yes 3 - 0 - - -",
                "{'poolclass': 'AsyncAdaptedQueuePool'}                | yes 15 5 0 - - -",
                "{'pool_timeout': 30, 'pool_pre_ping': true}           | yes 15 5 0 - - -",
            })
    void sqlalchemy(String settings, String expected) throws JsonProcessingException {
        assertThat(read("sqlalchemy", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | yes 10 - 10 - PT30M -",
                "{'maximumPoolSize': 20}                           | yes 20 - 20 - PT30M -",
                "{'maximum-pool-size': '20'}                       | yes 20 - 20 - PT30M -",
                "{'minimumIdle': 2}                                | yes 10 - 2 PT10M PT30M -",
                "{'minimumIdle': 50}                               | yes 10 - 10 - PT30M -",
                "{'minimumIdle': 2, 'idleTimeout': 30000}          | yes 10 - 2 PT30S PT30M -",
                "{'idleTimeout': 30000}                            | yes 10 - 10 - PT30M -",
                "{'maxLifetime': 600000}                           | yes 10 - 10 - PT10M -",
                "{'maxLifetime': '10m'}                            | yes 10 - 10 - PT10M -",
                "{'maxLifetime': 0}                                | yes 10 - 10 - - -",
                "{'connectionTimeout': 30000, 'poolName': 'x'}     | yes 10 - 10 - PT30M -",
            })
    void hikaricp(String settings, String expected) throws JsonProcessingException {
        assertThat(read("hikaricp", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void hikaricpReplacesAShortLifetime() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'maxLifetime': 29999}")).isEqualTo("yes 10 - 10 - PT30M -");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .containsExactly("maxLifetime: below 30 s, which HikariCP replaces by its default of 30 minutes");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                             | no - - 0 - - -",
                "{'maxSockets': 50}                             | no 50 - 0 - - -",
                "{'keepAlive': true}                            | yes - 256 0 - - -",
                "{'keepAlive': true, 'maxSockets': 'Infinity'}  | yes - 256 0 - - -",
                "{'keepAlive': true, 'maxSockets': 50}          | yes 50 256 0 - - -",
                "{'keepAlive': true, 'maxTotalSockets': 40}     | yes 40 256 0 - - -",
                "{'keepAlive': true, 'maxFreeSockets': 10}      | yes - 10 0 - - -",
                "{'keepAlive': true, 'timeout': 5000}           | yes - 256 0 PT5S - -",
                "{'keepAliveMsecs': 1000, 'scheduling': 'lifo'} | no - - 0 - - -",
            })
    void nodeHttpAgent(String settings, String expected) throws JsonProcessingException {
        assertThat(read("node-http-agent", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                            | yes - 10 0 - - -",
                "{'pool_maxsize': 50}                          | yes - 50 0 - - -",
                "{'pool_maxsize': 50, 'pool_block': true}      | yes 50 50 0 - - -",
                "{'pool_connections': 3, 'max_retries': 2}     | yes - 10 0 - - -",
            })
    void pythonRequests(String settings, String expected) throws JsonProcessingException {
        assertThat(read("python-requests", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | yes - 2 0 PT1M30S - -",
                "{'MaxIdleConnsPerHost': 64}                          | yes - 64 0 PT1M30S - -",
                "{'MaxIdleConnsPerHost': 0}                           | yes - 2 0 PT1M30S - -",
                "{'MaxIdleConnsPerHost': -1}                          | no - - 0 - - -",
                "{'MaxIdleConnsPerHost': 500}                         | yes - 100 0 PT1M30S - -",
                "{'MaxIdleConnsPerHost': 500, 'MaxIdleConns': 0}      | yes - 500 0 PT1M30S - -",
                "{'MaxConnsPerHost': 32}                              | yes 32 2 0 PT1M30S - -",
                "{'MaxConnsPerHost': 0}                               | yes - 2 0 PT1M30S - -",
                "{'IdleConnTimeout': '30s'}                           | yes - 2 0 PT30S - -",
                "{'IdleConnTimeout': 30000000000}                     | yes - 2 0 PT30S - -",
                "{'IdleConnTimeout': 0}                               | yes - 2 0 - - -",
                "{'DisableKeepAlives': true, 'MaxConnsPerHost': 8}    | no 8 - 0 - - -",
                "{'TLSHandshakeTimeout': '10s'}                       | yes - 2 0 PT1M30S - -",
            })
    void goHttpTransport(String settings, String expected) throws JsonProcessingException {
        assertThat(read("go-http-transport", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | yes 5 - 0 PT3M - -",
                "{'version': '4.5.14'}                                         | yes 2 - 0 - - -",
                "{'maxTotal': 3}                                               | yes 3 - 0 PT3M - -",
                "{'defaultMaxPerRoute': 40}                                    | yes 25 - 0 PT3M - -",
                "{'version': '4', 'defaultMaxPerRoute': 40}                    | yes 20 - 0 - - -",
                "{'maxConnPerRoute': 40, 'maxConnTotal': 200}                  | yes 40 - 0 PT3M - -",
                "{'defaultMaxPerRoute': 40, 'poolConcurrencyPolicy': 'LAX'}    | yes 40 - 0 PT3M - -",
                "{'timeToLive': '5m'}                                          | yes 5 - 0 PT3M PT5M -",
                "{'timeToLive': -1}                                            | yes 5 - 0 PT3M - -",
                "{'connectionTimeToLive': 'PT5M'}                              | yes 5 - 0 PT3M PT5M -",
                "{'connectionKeepAlive': '10s'}                                | yes 5 - 0 PT10S - -",
                "{'connectionKeepAlive': '-1'}                                 | yes 5 - 0 - - -",
                "{'evictIdleConnections': '30s'}                               | yes 5 - 0 PT30S - -",
                "{'evictIdleConnections': '30m'}                               | yes 5 - 0 PT3M - -",
                "{'connectionReuseStrategy': 'NoConnectionReuseStrategy'}      | no 5 - 0 PT3M - -",
                "{'validateAfterInactivity': '2s'}                             | yes 5 - 0 PT3M - -",
            })
    void apacheHttpClient(String settings, String expected) throws JsonProcessingException {
        assertThat(read("apache-httpclient", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | yes 5 5 0 PT5M - -",
                "{'maxIdleConnections': 20}                      | yes 5 20 0 PT5M - -",
                "{'keepAliveDuration': '1 minute'}               | yes 5 5 0 PT1M - -",
                "{'maxRequestsPerHost': 50}                      | yes 50 5 0 PT5M - -",
                "{'maxRequestsPerHost': 100}                     | yes 64 5 0 PT5M - -",
                "{'maxRequests': 3}                              | yes 3 5 0 PT5M - -",
                "{'callTimeout': 3}                              | yes 5 5 0 PT5M - -",
            })
    void okhttp(String settings, String expected) throws JsonProcessingException {
        assertThat(read("okhttp", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                      | yes - - 0 PT1M - -",
                "{'MaxConnectionsPerServer': 100}                        | yes 100 - 0 PT1M - -",
                "{'MaxConnectionsPerServer': 2147483647}                 | yes - - 0 PT1M - -",
                "{'MaxConnectionsPerServer': 'int.MaxValue'}             | yes - - 0 PT1M - -",
                "{'PooledConnectionIdleTimeout': '00:02:00'}             | yes - - 0 PT2M - -",
                "{'PooledConnectionIdleTimeout': '-00:00:00.001'}        | yes - - 0 - - -",
                "{'PooledConnectionLifetime': '1.00:00:00'}              | yes - - 0 PT1M PT24H -",
                "{'PooledConnectionLifetime': 'Timeout.InfiniteTimeSpan'} | yes - - 0 PT1M - -",
                "{'PooledConnectionLifetime': '00:00:00'}                | no - - 0 PT1M - -",
                "{'PooledConnectionIdleTimeout': '0s'}                   | no - - 0 - - -",
                "{'ConnectTimeout': '00:00:05'}                          | yes - - 0 PT1M - -",
            })
    void dotnetSocketsHttpHandler(String settings, String expected) throws JsonProcessingException {
        assertThat(read("dotnet-sockets-http-handler", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                              | no - 0 0 PT1M PT1H 1000",
                "{'version': '1.29.6'}                                           | no - 0 0 PT1M PT1H 1000",
                "{'version': 'nginx/1.29.7'}                                     | yes - 32 0 PT1M PT1H 1000",
                "{'version': '1.30'}                                             | yes - 32 0 PT1M PT1H 1000",
                "{'version': '1.30', 'keepalive': 0}                             | no - 0 0 PT1M PT1H 1000",
                "{'keepalive': 16, 'proxy_http_version': '1.1', 'proxy_set_header Connection': ''} | yes - 16 0 PT1M PT1H 1000",
                "{'keepalive': 16, 'proxy_set_header Connection': 'Keep-Alive'}  | yes - 16 0 PT1M PT1H 1000",
                "{'version': '1.30', 'keepalive_requests': 100}                  | yes - 32 0 PT1M PT1H 100",
                "{'version': '1.30', 'keepalive_time': '10m'}                    | yes - 32 0 PT1M PT10M 1000",
                "{'version': '1.30', 'keepalive_timeout': 15}                    | yes - 32 0 PT15S PT1H 1000",
                "{'max_conns': 200}                                              | no 200 0 0 PT1M PT1H 1000",
                "{'max_conns': 0, 'zone': 'a 64k'}                               | no - 0 0 PT1M PT1H 1000",
            })
    void nginxUpstream(String settings, String expected) throws JsonProcessingException {
        assertThat(read("nginx-upstream", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'keepalive': 16}                                                        | no      | without effect",
                "{'keepalive': 16, 'proxy_http_version': '1.1'}                           | no      | without effect",
                "{'keepalive': 16, 'proxy_set_header Connection': ''}                     | no      | without effect",
                "{'version': '1.30', 'proxy_http_version': '1.0'}                         | no      |",
                "{'version': '1.30', 'proxy_set_header Connection': 'close'}              | no      |",
                "{'version': '1.30', 'proxy_set_header Connection': '$connection_upgrade'} | unknown | a variable",
            })
    void nginxNeedsVersionAndHeaderToo(String settings, String keepAlive, String note) throws JsonProcessingException {
        assertThat(read("nginx-upstream", settings)).startsWith(keepAlive + " ");
        if (note == null) {
            assertThat(diagnostics).isEmpty();
        } else {
            assertThat(diagnostics)
                    .singleElement()
                    .satisfies(it -> assertThat(it.message()).contains(note));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | yes 20 - 0 PT10M PT1H -",
                "{'default_pool_size': 50}                              | yes 50 - 0 PT10M PT1H -",
                "{'default_pool_size': 50, 'pool_size': 40}             | yes 40 - 0 PT10M PT1H -",
                "{'reserve_pool_size': 5}                               | yes 25 - 0 PT10M PT1H -",
                "{'reserve_pool': 5}                                    | yes 25 - 0 PT10M PT1H -",
                "{'max_db_connections': 10}                             | yes 10 - 0 PT10M PT1H -",
                "{'max_user_connections': 8}                            | yes 8 - 0 PT10M PT1H -",
                "{'min_pool_size': 5}                                   | yes 20 - 5 PT10M PT1H -",
                "{'min_pool_size': 50}                                  | yes 20 - 20 PT10M PT1H -",
                "{'server_idle_timeout': 0}                             | yes 20 - 0 - PT1H -",
                "{'server_lifetime': '1800.0'}                          | yes 20 - 0 PT10M PT30M -",
                "{'server_lifetime': 0}                                 | no 20 - 0 PT10M - -",
                "{'pool_mode': 'transaction', 'max_client_conn': 1000}  | yes 20 - 0 PT10M PT1H -",
            })
    void pgbouncer(String settings, String expected) throws JsonProcessingException {
        assertThat(read("pgbouncer", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    static List<String> frameworks() {
        return PoolFrameworks.ids();
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void anUnknownSettingIsSaidWithThoseThereAre(String framework) throws JsonProcessingException {
        String nearest = PoolFrameworks.find(framework).orElseThrow().settings().get(0);
        String defaults = read(framework, "{}");
        assertThat(read(framework, "{'" + nearest + "x': 7}")).isEqualTo(defaults);
        assertThat(diagnostics).singleElement().satisfies(it -> {
            assertThat(it.source()).isEqualTo("pools[0]");
            assertThat(it.message())
                    .startsWith(framework + " has no setting \"" + nearest + "x\": known are " + nearest + ", ");
        });
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "generic, '{''keepAlive'': 2}', true or false",
        "generic, '{''maxSize'': 0}', a whole number from 1 to 2147483647",
        "generic, '{''maxSize'': [20]}', a whole number",
        "generic, '{''maxSize'': 1e300}', a whole number",
        "generic, '{''maxSize'': 20.5}', a whole number",
        "generic, '{''maxSize'': ''NaN''}', a whole number",
        "generic, '{''maxSize'': 99999999999999999999999}', a whole number",
        "generic, '{''idleTimeoutSeconds'': -5}', a time that is not negative",
        "generic, '{''idleTimeoutSeconds'': ''NaN''}', a time of up to 100 years",
        "generic, '{''idleTimeoutSeconds'': 1e300}', a time of up to 100 years",
        "generic, '{''maxLifetimeSeconds'': {}}', a time of up to 100 years",
        "sqlalchemy, '{''pool_size'': -1}', a whole number from 0",
        "sqlalchemy, '{''max_overflow'': -2}', a whole number from -1",
        "sqlalchemy, '{''poolclass'': ''MyPool''}', 'QueuePool,'",
        "sqlalchemy, '{''pool_recycle'': ''soon''}', 'such as 30s, PT30S or 30 (seconds)'",
        "hikaricp, '{''maximumPoolSize'': ''ten''}', a whole number from 1",
        "hikaricp, '{''maxLifetime'': -1}', a time that is not negative",
        "node-http-agent, '{''keepAlive'': ''maybe''}', true or false",
        "node-http-agent, '{''maxSockets'': 0}', a whole number from 1",
        "python-requests, '{''pool_block'': ''some''}', true or false",
        "go-http-transport, '{''MaxConnsPerHost'': -1}', a whole number from 0",
        "go-http-transport, '{''IdleConnTimeout'': ''90 parsecs''}', 'or 30 (nanos)'",
        "apache-httpclient, '{''version'': 3}', 4 or 5",
        "apache-httpclient, '{''timeToLive'': 30}', with its unit",
        "okhttp, '{''keepAliveDuration'': 5}', with its unit",
        "dotnet-sockets-http-handler, '{''PooledConnectionLifetime'': 300}', with its unit",
        "nginx-upstream, '{''keepalive'': ''many''}', a whole number from 0",
        "nginx-upstream, '{''version'': ''latest''}', nginx's version",
        "nginx-upstream, '{''proxy_http_version'': ''3''}', '1.0, 1.1 or 2'",
        "pgbouncer, '{''default_pool_size'': 0}', a whole number from 1",
    })
    void aValueThatCannotBeMeantLeavesThePoolUnread(String framework, String settings, String expected)
            throws JsonProcessingException {
        assertThat(read(framework, settings)).isEqualTo("unread");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .singleElement()
                .asString()
                .contains(": expected ", expected, "what the pool opens is not assessed");
    }

    @Test
    void aSettingOfNullIsLeftOut() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'maximumPoolSize': null}")).isEqualTo(read("hikaricp", "{}"));
        assertThat(diagnostics).isEmpty();
    }

    private String read(String framework, String settings) throws JsonProcessingException {
        List<StatedSetting> stated = new ArrayList<>();
        JSON.readValue(settings.replace('\'', '"'), SETTINGS)
                .forEach((name, value) -> stated.add(new StatedSetting(name, value, SourceLocation.in("pools[0]"))));
        PoolFramework found = PoolFrameworks.find(framework).orElseThrow();
        Diagnostics said = new Diagnostics("pools");
        StatedSettings all = new StatedSettings(found, stated, said);
        PoolSettings read = found.read(all);
        diagnostics = said.toList();
        return all.hasUnreadable() ? "unread" : written(read);
    }

    static String written(PoolSettings pool) {
        String kept = pool.keepAlive() == null ? "unknown" : pool.keepAlive() ? "yes" : "no";
        return String.join(
                " ",
                kept,
                orHyphen(pool.maxSize()),
                orHyphen(pool.maxIdle()),
                String.valueOf(pool.minIdle()),
                orHyphen(pool.idleTimeout()),
                orHyphen(pool.maxLifetime()),
                orHyphen(pool.requestsPerConnection()));
    }

    private static String orHyphen(Object bound) {
        return bound == null ? "-" : bound instanceof Duration time ? time.toString() : String.valueOf(bound);
    }
}
