package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients and proxies of HTTP: their defaults, and what each of their settings does. */
class HttpPoolsTest extends PoolReading {

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
                "{'keepAlive': true, 'maxFreeSockets': 0}       | yes - 256 0 - - -",
                "{'keepAlive': true, 'timeout': 5000}           | yes - 256 0 PT5S - -",
                "{'keepAliveMsecs': 1000, 'scheduling': 'lifo'} | no - - 0 - - -",
            })
    void nodeHttpAgent(String settings, String expected) throws JsonProcessingException {
        assertReads("node-http-agent", settings, expected);
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
        assertReads("python-requests", settings, expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                   | yes - 2 0 PT1M30S - -",
                "{'MaxIdleConnsPerHost': 64}                          | yes - 64 0 ? - -",
                "{'MaxIdleConnsPerHost': 0}                           | yes - 2 0 ? - -",
                "{'MaxIdleConnsPerHost': -1}                          | no - - 0 - - -",
                "{'MaxIdleConnsPerHost': 500, 'MaxConnsPerHost': 90}  | yes 90 100 0 ? - -",
                "{'MaxIdleConnsPerHost': 500, 'MaxIdleConns': 0}      | yes - 500 0 ? - -",
                "{'MaxConnsPerHost': 32}                              | yes 32 2 0 ? - -",
                "{'MaxConnsPerHost': 0}                               | yes - 2 0 ? - -",
                "{'IdleConnTimeout': '30s'}                           | yes - 2 0 PT30S - -",
                "{'IdleConnTimeout': 30000000000}                     | yes - 2 0 PT30S - -",
                "{'IdleConnTimeout': 0}                               | yes - 2 0 - - -",
                "{'DisableKeepAlives': true, 'MaxConnsPerHost': 8}    | no 8 - 0 - - -",
                "{'TLSHandshakeTimeout': '10s'}                       | yes - 2 0 ? - -",
            })
    void goHttpTransport(String settings, String expected) throws JsonProcessingException {
        assertReads("go-http-transport", settings, expected);
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
        assertReads("apache-httpclient", settings, expected);
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
        assertReads("okhttp", settings, expected);
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
        assertReads("dotnet-sockets-http-handler", settings, expected);
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
        assertReads("nginx-upstream", settings, expected);
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
}
