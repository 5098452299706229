package io.portgrade.audit;

import static io.portgrade.audit.PoolAudits.audit;
import static io.portgrade.audit.PoolAudits.finding;
import static io.portgrade.audit.PoolAudits.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The situations that bring people here, from the request to the words of the finding. */
class PoolAuditTest {

    @Test
    void sqlAlchemyInFourProcessesAsksForMoreThanItsServerAccepts() throws JsonProcessingException {
        ReportedFinding finding = finding("pool/server-limit", """
                {"name": "orders-db", "framework": "sqlalchemy", "settings": {"pool_size": 20, "max_overflow": 10},
                 "destination": {"host": "10.0.5.12", "port": 5432}, "instances": 4, "serverMaxConnections": 100}""");

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.explanation())
                .startsWith("orders-db may open 30 × 4 = 120 connections to 10.0.5.12:5432, which accepts 100:");
        assertThat(finding.remediation().summary())
                .isEqualTo("orders-db: set pool_size + max_overflow = 25 instead of 30,"
                        + " for at most 100 connections to 10.0.5.12:5432.");
    }

    @Test
    void noFrameworkIsAskedForATimeThatItDoesNotTake() throws JsonProcessingException {
        String pool = """
                {"name": "orders-db", "framework": "hikaricp", "middleboxIdleSeconds": %d,
                 "destination": {"host": "10.0.5.12", "port": 5432}}""";

        assertThat(finding("pool/idle-outlives-middlebox", pool.formatted(30))
                        .remediation()
                        .summary())
                .startsWith("orders-db: set maxLifetime: 30000 or less");
        assertThat(finding("pool/idle-outlives-middlebox", pool.formatted(29))
                        .remediation()
                        .summary())
                .startsWith("orders-db: send TCP keep-alives more often than every 29 s");
    }

    @Test
    void aNestServiceOpensAConnectionARequest() throws JsonProcessingException {
        ReportedFinding finding = finding("pool/no-keep-alive", """
                {"name": "billing", "framework": "node-http-agent", "requestsPerSecond": 300,
                 "destination": {"host": "billing.example", "port": 443}}""");

        assertThat(finding.explanation())
                .startsWith("billing opens 300 connections a second to billing.example:443 for 300 requests, 100 %:");
        assertThat(finding.remediation().summary())
                .isEqualTo("billing: set new Agent({ keepAlive: true }), which saves up to 300 connections a second.");
    }

    @Test
    void hugeDemandIsToldInWholeNumbers() throws JsonProcessingException {
        String pools = """
                {"name": "flood", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 56789012.5,
                 "destination": {"host": "10.0.5.12", "port": 443}}""";

        ReportedFinding finding = finding("capacity/rate", pools);
        assertThat(finding.explanation())
                .startsWith("56789012.5/s towards 10.0.5.12:443 against 470.5/s, 120691 times as much as there is:"
                        + " the ports run out within a second,");
        assertThat(finding.evidence())
                .extracting(Evidence::key, Evidence::value)
                .contains(tuple("flood connections/s", "56789012.5"));
        assertThat(finding("pool/no-keep-alive", pools).explanation())
                .startsWith(
                        "flood opens 56789012.5 connections a second to 10.0.5.12:443 for 56789012.5 requests, 100 %:");
    }

    @Test
    void oneOfAThingIsNotSeveral() throws JsonProcessingException {
        ReportedFinding finding = finding("pool/no-keep-alive", """
                {"name": "slow", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 1,
                 "destination": {"host": "10.0.5.12", "port": 443}}""");

        assertThat(finding.explanation())
                .startsWith("slow opens 1 connection a second to 10.0.5.12:443 for 1 request, 100 %:");
        assertThat(finding.remediation().summary()).endsWith("which saves up to 1 connection a second.");
    }

    @Test
    void aProxyThatBindsItsSourceAddressSharesOneRange() throws JsonProcessingException {
        ReportedFinding finding = finding("pool/bind-before-connect", """
                {"name": "a", "sourceAddress": "10.0.0.7", "destination": {"host": "10.0.5.12", "port": 443}},
                {"name": "b", "sourceAddress": "10.0.0.7", "destination": {"host": "10.0.5.13", "port": 443}}""");

        assertThat(finding.explanation())
                .contains("a binds 10.0.0.7 before it connects to 10.0.5.12:443, one of 2 destinations");
        assertThat(finding.remediation().summary()).contains("IP_BIND_ADDRESS_NO_PORT");
    }

    @Test
    void oneProxyThatBindsFirstTakesPortsFromTheOthers() throws JsonProcessingException {
        String pools = """
                {"name": "proxy", "framework": "generic", "settings": {"keepAlive": true, "maxSize": 16000},
                 "sourceAddress": "10.0.0.7", "destination": {"host": "10.0.5.12", "port": 443}},
                {"name": "orders", "framework": "generic", "settings": {"keepAlive": true, "maxSize": 14116},
                 "destination": {"host": "10.0.5.13", "port": 443}}""";

        assertThat(finding("pool/bind-before-connect", pools).explanation())
                .startsWith("proxy binds 10.0.0.7 before it connects to 10.0.5.12:443,"
                        + " with ports that connections to another destination then lack.");
        ReportedFinding finding = finding("capacity/concurrency", pools);
        assertThat(finding.explanation())
                .contains(
                        "usable ports shared by all destinations of 10.0.0.7 and with the pools that do not bind first"
                                + " (orders)");
        assertThat(finding.remediation().summary()).contains("set IP_BIND_ADDRESS_NO_PORT (56.7 %)");
    }

    @Test
    void anAddressMappedIntoIpv6IsTheSameAddress() throws JsonProcessingException {
        ReportedFinding finding = finding("capacity/rate", """
                {"name": "a", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 300,
                 "sourceAddress": "10.0.0.7", "socketOptions": ["IP_BIND_ADDRESS_NO_PORT"],
                 "destination": {"host": "10.0.5.12", "port": 443}},
                {"name": "b", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 300,
                 "sourceAddress": "::ffff:10.0.0.7", "socketOptions": ["IP_BIND_ADDRESS_NO_PORT"],
                 "destination": {"host": "::ffff:10.0.5.12", "port": 443}}""");

        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.explanation())
                .startsWith("600/s towards 10.0.5.12:443 from 10.0.0.7 against 470.5/s, 127.5 %");
    }

    @Test
    void tenThousandPoolsAreCountedNotListed() throws JsonProcessingException {
        String pools = IntStream.range(0, 10_000).mapToObj("""
                        {"name": "p%d", "framework": "node-http-agent", "requestsPerSecond": 300, "sourceAddress": "10.0.0.7",
                         "destination": {"host": "10.0.5.12", "port": 443}, "serverMaxConnections": 10,
                         "connectionSeconds": 1, "socketOptions": ["SO_REUSEADDR", "SO_LINGER"]}"""::formatted).collect(Collectors.joining(","));

        AuditReport report = audit(pools);

        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().startsWith("pool/"))
                .hasSizeGreaterThan(4)
                .allSatisfy(finding -> {
                    assertThat(finding.evidence()).hasSizeLessThanOrEqualTo(20);
                    assertThat(finding.explanation().length()).isLessThan(2_000);
                    assertThat(finding.explanation()).contains("9997 more");
                });
    }

    @Test
    void tenThousandDestinationsThatNeedReuseAreCountedNotListed() throws JsonProcessingException {
        AuditReport report = audit(tenThousandDestinations());

        assertThat(report.notAssessed())
                .extracting(NotAssessed::rule)
                .doesNotContain("reuse/peer-unknown", "capacity/rate");
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals("reuse/peer-unknown"))
                .hasSize(10)
                .allSatisfy(finding ->
                        assertThat(finding.explanation()).contains("and those to 9990 more destinations too much"));
    }

    @Test
    void timestampsThatEveryPoolSpeaksOfAreNotAssumed() throws JsonProcessingException {
        String pool = """
                {"name": "a", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 500%s,
                 "destination": {"host": "10.0.5.12", "port": 443}}""";

        assertThat(assumedWithReuse(pool.formatted(""))).anyMatch(text -> text.contains("TCP timestamps on"));
        assertThat(assumedWithReuse(pool.formatted(", \"peerTimestamps\": false")))
                .noneMatch(text -> text.contains("TCP timestamps on"));
    }

    private static List<String> assumedWithReuse(String pools) throws JsonProcessingException {
        Map<String, String> reuse = Map.of("net.ipv4.tcp_tw_reuse", "1", "net.ipv4.tcp_timestamps", "1");
        return TestAudits.audit(host(pools).changed(reuse, Set.of()), "default")
                .capacity()
                .assumptions();
    }

    private static String tenThousandDestinations() {
        return IntStream.range(0, 10_000).mapToObj("""
                        {"name": "p%1$d", "framework": "node-http-agent", "requestsPerSecond": 300, "connectionSeconds": 1,
                         "destination": {"host": "h%1$d.example", "port": 443}}"""::formatted).collect(Collectors.joining(","));
    }
}
