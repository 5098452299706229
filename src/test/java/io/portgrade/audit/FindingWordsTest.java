package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.ReportedFinding;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences at the ends of what can be sent: one of a thing, none, without end, and more than anyone reads. */
class FindingWordsTest {

    private static final SnapshotReader READER =
            new SnapshotReader(SettingKeyTable.with(TestAudits.RULES.catalogue().namedSettings()));
    private static final String RANGE = "\"sysctl\": \"net.ipv4.ip_local_port_range = 32768 60999\"";

    @Test
    void whatIsNeverClosedIsKeptHoweverLong() throws JsonProcessingException {
        String pool = """
                "pools": [{"name": "api", "framework": "%s", "settings": {%s}, "middleboxIdleSeconds": 1,
                           "destination": {"host": "10.0.5.12", "port": 443}}]""";

        assertThat(explanation("pool/idle-outlives-middlebox", pool.formatted("python-requests", "")))
                .startsWith("api keeps idle connections to 10.0.5.12:443 however long, and ")
                .contains(" forgets them after 1 second:");
        assertThat(explanation(
                        "pool/idle-outlives-middlebox",
                        pool.formatted("generic", "\"keepAlive\": true, \"idleTimeoutSeconds\": 60")))
                .startsWith("api keeps idle connections to 10.0.5.12:443 for 60 seconds, and ");
    }

    @Test
    void aProcessThatMayOpenNothingNeedsOneFile() throws JsonProcessingException {
        assertThat(explanation("pool/exceeds-file-limit", """
                        "limits": "* soft nofile 0", "pools": [
                          {"name": "api", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 1,
                           "connectionSeconds": 0.5, "destination": {"host": "10.0.5.12", "port": 443}}]"""))
                .contains("which needs 1 file of the 0 that it may open");
    }

    @ParameterizedTest
    @CsvSource({
        "40000 40000, 40000, The only port of the range 40000 is reserved and never chosen",
        "40000 40001, 40000, 1 of the 2 ports of the range 40000-40001 is reserved and never chosen",
        "40000 40003, 40000-40001, 2 of the 4 ports of the range 40000-40003 are reserved and never chosen"
    })
    void oneReservedPortIs(String range, String reserved, String words) throws JsonProcessingException {
        assertThat(explanation("port-range/reserved-dominates", """
                        "sysctl": "net.ipv4.ip_local_port_range = %s\\nnet.ipv4.ip_local_reserved_ports = %s\"""".formatted(range, reserved)))
                .startsWith(words);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, '3.5 retransmission timeouts, the least that the kernel waits, gets'",
        "0, 3.5 retr",
        "1, that gets"
    })
    void noPeerClosesBeforeItWasAsked(int seconds, String patience) throws JsonProcessingException {
        assertThat(explanation("fin-timeout/too-short", "\"sysctl\": \"net.ipv4.tcp_fin_timeout = " + seconds + "\""))
                .startsWith("tcp_fin_timeout is " + seconds + " s. A peer that closes its side later than " + patience);
    }

    @ParameterizedTest
    @CsvSource({"-1, at once", "0, at once", "1, after 1 s"})
    void trackingForgetsAtOnceNotBefore(int seconds, String when) throws JsonProcessingException {
        assertThat(explanation("conntrack/established-timeout-short", """
                        "sysctl": "net.netfilter.nf_conntrack_tcp_timeout_established = %d", "pools": [
                          {"name": "api", "framework": "python-requests", "destination": {"host": "10.0.5.12", "port": 443}}]""".formatted(seconds)))
                .startsWith("Connection tracking forgets a silent connection " + when + ", and api");
    }

    @Test
    void oneListenerTakesThatPort() throws JsonProcessingException {
        ReportedFinding one = finding("port-range/listener-inside", RANGE + ", " + listeners(IntStream.of(40_000)));

        assertThat(one.explanation())
                .isEqualTo(
                        "Something listens on 40000, inside the ephemeral range 32768-60999. While it runs, that port is"
                                + " lost to outgoing connections, whatever address it listens on. When it restarts, an outgoing"
                                + " connection may hold its port and the service cannot bind it.");
        assertThat(one.remediation().summary()).contains("so that the kernel leaves that port to its service.");
        assertThat(explanation(
                        "port-range/listener-inside", RANGE + ", " + listeners(IntStream.of(40_000, 40_001, 50_000))))
                .startsWith("Something listens on 40000-40001, 50000, inside")
                .contains("those ports are lost");
    }

    @Test
    void noShareOfNothingIsTold() throws JsonProcessingException {
        assertThat(explanation("capacity/concurrency", """
                        "sysctl": "net.ipv4.ip_local_port_range = 50000 50010\\nnet.ipv4.ip_local_reserved_ports = 50000-50010",
                        "pools": [{"name": "api", "framework": "generic", "settings": {"maxSize": 25},
                           "destination": {"host": "10.0.5.12", "port": 443}}]"""))
                .startsWith("25 connections at once towards 10.0.5.12:443 against none at all: ")
                .doesNotContain("%");
    }

    @Test
    void oneConnectionTakes() throws JsonProcessingException {
        assertThat(explanation("reuse/off-under-churn", """
                        "sysctl": "net.ipv4.ip_local_port_range = 50000 50001\\nnet.ipv4.tcp_tw_reuse = 0\\nnet.ipv4.tcp_timestamps = 1",
                        "pools": [{"name": "api", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": 1,
                           "connectionSeconds": 0.5, "destination": {"host": "10.0.5.12", "port": 443}}]"""))
                .contains("To 10.0.5.12:443, 1 connection a second takes ");
    }

    @Test
    void moreListenersThanAnyoneReadsAreCounted() throws JsonProcessingException {
        ReportedFinding finding = finding(
                "port-range/listener-inside",
                "\"sysctl\": \"net.ipv4.ip_local_port_range = 1024 65535\", "
                        + listeners(IntStream.range(0, 32_255).map(i -> 1_025 + 2 * i)));

        assertThat(finding.explanation())
                .startsWith("Something listens on 1025, 1027, 1029, 1031, 1033, 1035, 1037, 1039, 1041, 1043"
                        + " and 32245 more ports, inside")
                .hasSizeLessThan(500);
        int left = portsLeft(finding);
        assertThat(left).isPositive().isLessThanOrEqualTo(64_512 - 32_255);
        assertThat(finding.remediation().summary())
                .startsWith("No range here leaves the ports of services alone without being reserved to a large part.")
                .endsWith(" at the " + (64_512 - left) + " ports that the command lists.");
    }

    private static int portsLeft(ReportedFinding finding) {
        String summary = finding.remediation().summary();
        String from = summary.substring(summary.indexOf("The most is ") + "The most is ".length());
        return Integer.parseInt(from.substring(0, from.indexOf(' ')));
    }

    private static String listeners(IntStream ports) {
        return ports.mapToObj(port -> "LISTEN 0 128 0.0.0.0:" + port + " 0.0.0.0:*")
                .collect(Collectors.joining("\\n", "\"sockets\": \"", "\""));
    }

    private static String explanation(String rule, String sections) throws JsonProcessingException {
        return finding(rule, sections).explanation();
    }

    private static ReportedFinding finding(String rule, String sections) throws JsonProcessingException {
        AuditRequest request = JsonMapper.builder()
                .build()
                .readValue(
                        "{\"host\": {\"os\": \"linux\", \"kernel\": \"6.8.0\"}, " + sections + "}", AuditRequest.class);
        assertThat(request.validate()).isEmpty();
        Stream<ReportedFinding> findings =
                TestAudits.audit(READER.read(request).snapshot(), "default").findings().stream();
        return findings.filter(each -> each.rule().equals(rule)).findFirst().orElseThrow();
    }
}
