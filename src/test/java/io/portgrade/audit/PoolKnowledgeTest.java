package io.portgrade.audit;

import static io.portgrade.audit.PoolAudits.audit;
import static io.portgrade.audit.PoolAudits.finding;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of pools whose settings leave something open, and what is not. */
class PoolKnowledgeTest {

    private static final String POOL = """
            {"name": "p", "framework": "%s", "settings": {%s}, %s "destination": {"host": "10.0.5.12", "port": 8080}}""";
    private static final String NGINX = """
            {"name": "p", "framework": "nginx-upstream", "requestsPerSecond": 300, "text": "upstream u { server 10.0.5.12:8080; }
             location / { %s; }", "destination": {"host": "10.0.5.12", "port": 8080}}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy_pass http://u | p: set keepalive 32; proxy_http_version 1.1; proxy_set_header Connection \"\";, which",
                "fastcgi_pass u      | p: set keepalive 32; fastcgi_keep_conn on;, which",
                "grpc_pass grpc://u  | p: set keepalive 32;, which",
                "uwsgi_pass u        | p: set proxy_pass in the place of uwsgi_pass or scgi_pass, which keep no connection,",
            })
    void theRemedyIsOfTheProtocol(String pass, String advice) throws JsonProcessingException {
        String pool = NGINX.formatted(pass).replace("\n", " ");
        assertThat(finding("pool/no-keep-alive", pool).remediation().summary()).startsWith(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream { upstream u { server 10.0.5.12:8080; } }",
                "stream { upstream u { server 10.0.5.12:8080; } server { listen 81; proxy_pass u; } }",
                "stream { server { listen 81; proxy_pass 10.0.5.12:8080; } }"
            })
    void aStreamKeepsNoConnection(String text) throws JsonProcessingException {
        String pool = """
            {"name": "p", "framework": "nginx-upstream", "requestsPerSecond": 300, "text": "%s",
             "destination": {"host": "10.0.5.12", "port": 8080}}""".formatted(text);

        assertThat(finding("pool/no-keep-alive", pool).remediation().summary())
                .startsWith(
                        "p: set keep-alive in the clients of nginx, whose stream block opens a connection for each of"
                                + " theirs, which saves up to 300 connections a second")
                .doesNotContain("proxy_set_header");
        assertThat(audit(pool).diagnostics()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, server accepts {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'max_conns': 100                               | 799 | 100 × 8 = 800",
                "'max_conns': 100, 'zone': 'u'                  | 100 | ",
                "'max_conns': 100, 'zone': 'u'                  | 99  | 100",
                "'max_conns': 100, 'zone': 'u', 'keepalive': 16, 'proxy_http_version': '1.1', 'proxy_set_header Connection': ''"
                        + " | 228 | ",
                "'max_conns': 100, 'zone': 'u', 'keepalive': 16, 'proxy_http_version': '1.1', 'proxy_set_header Connection': ''"
                        + " | 200 | 228",
            })
    void workersShareABoundInSharedMemory(String settings, int accepted, String opened) throws JsonProcessingException {
        String pool = POOL.formatted(
                "nginx-upstream",
                settings.replace('\'', '"'),
                "\"instances\": 8, \"serverMaxConnections\": " + accepted + ",");
        assertThat(isFound("pool/server-limit", audit(pool))).isEqualTo(opened != null);
        if (opened != null) {
            assertThat(finding("pool/server-limit", pool).explanation())
                    .startsWith("p may open " + opened + " connections to 10.0.5.12:8080, which accepts " + accepted);
        }
    }

    @Test
    void theRemedyOfASharedBoundLeavesRoomForIdleConnections() throws JsonProcessingException {
        String pool = POOL.formatted(
                "nginx-upstream",
                "\"max_conns\": 100, \"zone\": \"u\", \"keepalive\": 16, \"proxy_http_version\": \"1.1\","
                        + " \"proxy_set_header Connection\": \"\"",
                "\"instances\": 8, \"serverMaxConnections\": 200,");
        assertThat(finding("pool/server-limit", pool).remediation().summary())
                .isEqualTo(
                        "p: set max_conns=72 on each server of the upstream instead of 100, which 128 idle connections may"
                                + " come on top of, for at most 200 connections to 10.0.5.12:8080.");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'keepAlive': true, 'maxSize': 30                           | true",
                "'keepAlive': true, 'maxSize': 30, 'maxLifetimeSeconds': 60 | false",
                "'keepAlive': false                                         | false",
            })
    void anAgeThatIsNotToldIsAnAssumption(String settings, boolean assumed) throws JsonProcessingException {
        AuditReport report =
                audit(POOL.formatted("generic", settings.replace('\'', '"'), "\"requestsPerSecond\": 10,"));
        assertThat(Objects.requireNonNull(report.capacity()).assumptions().stream()
                        .anyMatch(told -> told.startsWith("p: after how long connections are replaced is not known")))
                .isEqualTo(assumed);
    }

    @Test
    void namesInAssumptionsAreEscaped() throws JsonProcessingException {
        String pool = POOL.formatted("go-http-transport", "", "\"requestsPerSecond\": 100, \"connectionSeconds\": 0.1,")
                .replace("\"name\": \"p\"", "\"name\": \"p\\u001b[31m\"");
        String other = POOL.formatted("generic", "\"keepAlive\": true, \"maxSize\": 5", "\"requestsPerSecond\": 1,")
                .replace("\"name\": \"p\"", "\"name\": \"q\\u001b[31m\"");
        assertThat(Objects.requireNonNull(audit(pool + "," + other).capacity()).assumptions())
                .anyMatch(told -> told.contains("p\\u001b[31m up to"))
                .anyMatch(told -> told.startsWith("q\\u001b[31m: after how long"));
    }

    /** A line of a text is evidence of what stands in it. */
    @Test
    void sumsOfSeveralDatabasesStandInNoLine() throws JsonProcessingException {
        String text =
                "[databases]\na = host=10.0.5.12 port=8080\nb = host=10.0.5.12 port=8080\n[pgbouncer]\ndefault_pool_size = 20\n";
        String pool = POOL.formatted(
                "pgbouncer", "", "\"serverMaxConnections\": 30, \"text\": \"" + text.replace("\n", "\\n") + "\",");
        assertThat(finding("pool/server-limit", pool).evidence())
                .filteredOn(evidence -> evidence.line() != null)
                .singleElement()
                .satisfies(
                        evidence -> assertThat(evidence.key() + evidence.line()).endsWith("default_pool_size5"));
    }

    /** What PgBouncer opens is a sum of several settings: none of them alone is to be the limit. */
    @Test
    void theRemedyOfPgBouncerIsOfTheSumThatItOpens() throws JsonProcessingException {
        String pool = POOL.formatted(
                "pgbouncer", "\"default_pool_size\": 20, \"reserve_pool_size\": 5", "\"serverMaxConnections\": 22,");
        assertThat(finding("pool/server-limit", pool).remediation().summary())
                .startsWith(
                        "p: set pool_size + reserve_pool_size of all its databases = 22 instead of 25, for at most 22");
    }

    @ParameterizedTest(name = "{0}, {1}/s: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'keepAlive': false, 'maxSockets': 50      | 1000 | false",
                "'keepAlive': false, 'maxSockets': 50      | 499  | true",
                "'keepAlive': false, 'maxTotalSockets': 50 | 1000 | true",
                "'keepAlive': false                        | 1000 | true",
            })
    void requestsThatWaitInNodeTakeOverASocket(String settings, int rate, boolean churns)
            throws JsonProcessingException {
        AuditReport report = audit(POOL.formatted(
                "node-http-agent",
                settings.replace('\'', '"'),
                "\"connectionSeconds\": 0.1, \"requestsPerSecond\": " + rate + ","));
        assertThat(isFound("capacity/rate", report)).isEqualTo(churns);
        assertThat(isFound("pool/no-keep-alive", report)).isEqualTo(churns);
    }

    @ParameterizedTest(name = "{0} {1}, {2}: found {3}, assessed {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "go-http-transport | 'Proxy': null                                    | 350 | false | true",
                "go-http-transport | 'MaxIdleConnsPerHost': 20                        | 350 | false | false",
                "go-http-transport | 'TLSHandshakeTimeout': '5s'                      | 350 | false | false",
                "go-http-transport | 'MaxIdleConnsPerHost': 20, 'IdleConnTimeout': 0  | 350 | true  | true",
                "go-http-transport | 'IdleConnTimeout': '90s'                         | 350 | false | true",
                "generic           | 'keepAlive': true                                | 350 | false | false",
                "generic           | 'keepAlive': true, 'idleTimeoutSeconds': 0       | 350 | true  | true",
                "generic           | 'keepAlive': true, 'maxLifetimeSeconds': 60      | 350 | false | true",
                "generic           | 'keepAlive': false                               | 350 | false | true",
                "generic           | 'keepAlive': true, 'idleTimeout': 60             | 350 | false | false",
            })
    void howLongConnectionsAreIdle(String framework, String settings, int forgotten, boolean found, boolean assessed)
            throws JsonProcessingException {
        AuditReport report = audit(
                POOL.formatted(framework, settings.replace('\'', '"'), "\"middleboxIdleSeconds\": " + forgotten + ","));
        assertThat(isFound("pool/idle-outlives-middlebox", report)).isEqualTo(found);
        assertThat(isAssessed("pool/idle-outlives-middlebox", report)).isEqualTo(assessed);
    }

    @Test
    void theReasonSaysWhatToState() throws JsonProcessingException {
        String pool = POOL.formatted("generic", "\"keepAlive\": true", "\"middleboxIdleSeconds\": 350,");
        assertThat(audit(pool).notAssessed())
                .filteredOn(each -> each.rule().equals("pool/idle-outlives-middlebox"))
                .extracting(NotAssessed::reason)
                .singleElement()
                .asString()
                .endsWith(
                        "p: after how long it closes idle connections is not known: state its idle timeout, 0 for never");
    }

    @ParameterizedTest(name = "{0}: assessed {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'MaxIdleConnsPerHost': 100                      | true",
                "'MaxIdleConnsPerHost': 200                      | false",
                "'MaxIdleConnsPerHost': 200, 'MaxIdleConns': 0   | true",
                "'MaxIdleConnsPerHost': 200, 'MaxIdleConns': 100 | true",
            })
    void howManyIdleConnectionsGoKeeps(String settings, boolean assessed) throws JsonProcessingException {
        AuditReport report = audit(POOL.formatted(
                "go-http-transport",
                settings.replace('\'', '"'),
                "\"connectionSeconds\": 0.1, \"requestsPerSecond\": 1500,"));
        assertThat(isAssessed("capacity/rate", report)).isEqualTo(assessed);
        assertThat(isFound("pool/no-keep-alive", report)).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'maxSize': 1000, 'keepAlive': true                            | false",
                "'maxSize': 1000, 'keepAlive': true, 'maxLifetime': 1          | false",
                "'maxSize': 1000, 'keepAlive': true, 'max-lifetime-ms': 1000   | false",
                "'maxSize': 1000, 'keepAlive': true, 'maxLifetimeSeconds': 0   | true",
                "'maxSize': 1000, 'keepAlive': false                           | true",
                "'keepAlive': true                                             | true",
            })
    void whetherAGenericPoolReplacesItsConnections(String settings, boolean assessed) throws JsonProcessingException {
        AuditReport report = audit(POOL.formatted("generic", settings.replace('\'', '"'), ""));
        assertThat(isAssessed("pool/recycles-too-fast", report)).isEqualTo(assessed);
    }

    private static boolean isFound(String rule, AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).anyMatch(rule::equals);
    }

    private static boolean isAssessed(String rule, AuditReport report) {
        return report.notAssessed().stream().map(NotAssessed::rule).noneMatch(rule::equals);
    }
}
