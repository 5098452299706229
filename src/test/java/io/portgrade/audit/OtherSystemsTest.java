package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.capacity.Capacity;
import io.portgrade.finding.Evidence;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of pools on FreeBSD, macOS and Windows, where a setting says how long TIME_WAIT lasts. */
class OtherSystemsTest {

    private static final SnapshotReader READER =
            new SnapshotReader(SettingKeyTable.with(TestAudits.RULES.catalogue().namedSettings()));
    private static final String BSD = "net.inet.ip.portrange.first: 32768\\nnet.inet.ip.portrange.last: 60999\\n";
    private static final String WINDOWS = "Protocol tcp Dynamic Port Range\\n---------------------------------\\n"
            + "Start Port      : 49152\\nNumber of Ports : 16384\\n\\n";
    private static final String REGISTRY =
            "HKEY_LOCAL_MACHINE\\\\SYSTEM\\\\CurrentControlSet\\\\Services\\\\Tcpip\\\\Parameters\\n"
                    + "    TcpTimedWaitDelay    REG_DWORD    0x1e\\n";

    @ParameterizedTest
    @CsvSource({"freebsd, 60", "macos, 30"})
    void maximumSegmentLifetimeSetsTimeWait(String system, int seconds) throws JsonProcessingException {
        double ceiling = 28_232.0 / seconds;
        ReportedFinding finding = rate(system, BSD, ceiling * 1.01);

        assertThat(finding.explanation())
                .contains(" TIME_WAIT lasts " + seconds + " s here, twice net.inet.tcp.msl.")
                .doesNotContain("tcp_fin_timeout");
        assertThat(finding.remediation().summary())
                .contains("et net.inet.tcp.msl to 5000, for a TIME_WAIT of 10 s")
                .doesNotContain("No setting");
        assertThat(rates(system, BSD + "net.inet.tcp.msl: 5000\\n", ceiling * 1.01))
                .isEmpty();
    }

    @Test
    void theRegistrySetsTimeWait() throws JsonProcessingException {
        ReportedFinding finding = rate("windows", WINDOWS, 300);

        assertThat(finding.explanation())
                .contains(" TIME_WAIT lasts 120 s here, as TcpTimedWaitDelay says.")
                .contains("connect() then fails with WSAENOBUFS (10055) or WSAEADDRINUSE (10048)");
        assertThat(finding.remediation().summary())
                .contains("\\Tcpip\\Parameters\\TcpTimedWaitDelay to 30 (seconds) and restart")
                .contains("55.3 %");
        assertThat(rates("windows", WINDOWS + REGISTRY, 300)).isEmpty();
    }

    @Test
    void whereAShorterTimeWaitIsNotEnoughMorePortsComeWithIt() throws JsonProcessingException {
        String advice = rate("windows", WINDOWS.replace("16384", "2000"), 300)
                .remediation()
                .summary();

        assertThat(advice)
                .startsWith("Set netsh.ipv4.dynamicport.tcp.num to ")
                .contains("TcpTimedWaitDelay to 30 (seconds)");
    }

    @Test
    void whereNothingIsEnoughItIsSaidHowFarThatGoes() throws JsonProcessingException {
        assertThat(rate("freebsd", BSD, 20_000).remediation().summary())
                .startsWith("No setting brings it to 60 % or below: it is limited by usable ports / TIME_WAIT,"
                        + " even if TIME_WAIT lasts 10 s.");
    }

    @Test
    void windowsHasNoLimitOfOpenFiles() throws JsonProcessingException {
        assertThat(audit("windows", WINDOWS, 100, ", \"limits\": \"* soft nofile 10\"")
                        .findings())
                .extracting(ReportedFinding::rule)
                .doesNotContain("capacity/concurrency");
        assertThat(audit("freebsd", BSD, 100, ", \"limits\": \"* soft nofile 10\"")
                        .findings())
                .extracting(ReportedFinding::rule)
                .contains("capacity/concurrency");
    }

    @Test
    void windowsHasARangeOfItsOwnForUdp() throws JsonProcessingException {
        AuditReport wide = ofUdp(table("tcp", 500) + table("udp", 16_384), 1_000);
        AuditReport narrow = ofUdp(table("tcp", 16_384) + table("udp", 500), 1_000);

        assertThat(concurrency(wide)).isEmpty();
        assertThat(capacity(wide).destinations())
                .singleElement()
                .returns(16_384L, it -> it.ports().ceiling().longValue());
        ReportedFinding finding = concurrency(narrow).get(0);
        assertThat(finding.explanation())
                .startsWith("1000 connections at once towards 10.0.5.12:53: with all that")
                .contains("connect() then fails with WSAENOBUFS (10055)")
                .doesNotContain("EAGAIN");
        assertThat(finding.evidence())
                .extracting(Evidence::key, Evidence::value)
                .contains(tuple("netsh.ipv4.dynamicport.udp.num", "500"));
        assertThat(finding.remediation().summary())
                .startsWith(
                        "Widen the range of UDP, which is set apart from that of TCP: netsh int ipv4 set dynamicport"
                                + " udp start=49152 num=1668, which leaves 60 %.");
        assertThat(finding.remediation().settings()).isEmpty();
        assertThat(finding.remediation().commands()).isEmpty();
        assertThat(concurrency(ofUdp(table("tcp", 16_384) + table("udp", 1_668), 1_000)))
                .isEmpty();
    }

    @Test
    void whereNoRangeOfUdpIsEnoughThatIsSaid() throws JsonProcessingException {
        assertThat(concurrency(ofUdp(table("tcp", 16_384) + table("udp", 500), 60_000))
                        .get(0)
                        .remediation()
                        .summary())
                .startsWith("No range of UDP brings it to 60 % or below: each socket has a port to itself.");
    }

    @Test
    void demandForUdpWidensNoRangeOfTcp() throws JsonProcessingException {
        AuditReport report = ofUdp(table("tcp", 5_000) + table("udp", 500), 20_000);

        assertThat(report.findings())
                .filteredOn(it -> it.rule().equals("port-range/too-small"))
                .singleElement()
                .satisfies(it -> assertThat(it.remediation().settings())
                        .containsEntry("netsh.ipv4.dynamicport.tcp.num", "28232"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 'not submitted: the range of UDP'", "16385, 'not parsable: no port range of UDP: 49152'"})
    void udpIsNotAssessedWithoutItsRange(int ports, String reason) throws JsonProcessingException {
        AuditReport report = ofUdp(table("tcp", 500) + (ports < 0 ? "" : table("udp", ports)), 1_000);

        assertThat(concurrency(report)).isEmpty();
        assertThat(capacity(report).destinations()).isEmpty();
        assertThat(report.notAssessed())
                .filteredOn(it -> it.rule().startsWith("capacity/"))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource({"windows, WSAENOBUFS (10055) or WSAEADDRINUSE (10048)", "freebsd, EADDRNOTAVAIL"})
    void withoutAPortLeftItFailsAsTheSystemHasIt(String system, String error) throws JsonProcessingException {
        String range = system.equals("windows") ? WINDOWS.replace("16384", "300") : BSD.replace("60999", "33067");
        String sockets = IntStream.range(0, 290)
                .mapToObj(i -> "  TCP    10.0.0.5:" + ((system.equals("windows") ? 49_152 : 32_768) + i)
                        + "    10.0.5.12:443    ESTABLISHED\\n")
                .collect(Collectors.joining(
                        "",
                        ", \"sockets\": \"Active Connections\\n\\n  Proto  Local Address"
                                + "          Foreign Address        State\\n",
                        "\""));

        assertThat(audit(system, range, 1, sockets).findings())
                .filteredOn(it ->
                        List.of("port-range/too-small", "usage/ports-in-use").contains(it.rule()))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.explanation()).contains("connect() fails with " + error));
    }

    /** Its range is another one, of which nothing is known but that it has 255 ports at least. */
    @ParameterizedTest
    @CsvSource({"152, 0", "153, 1"})
    void windowsHasARangeOfItsOwnForIpv6(int connections, int notAssessed) throws JsonProcessingException {
        String sockets = IntStream.range(0, connections)
                .mapToObj(i -> "  TCP    [2001:db8::7]:" + (49_152 + i) + "    [2001:db8::12]:443    ESTABLISHED\\n")
                .collect(Collectors.joining(
                        "",
                        ", \"sockets\": \"Active Connections\\n\\n  Proto  Local Address          Foreign Address"
                                + "        State\\n  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING\\n",
                        "\""));
        AuditReport report = audit("windows", WINDOWS.replace("16384", "255"), 1, sockets);

        assertThat(report.findings()).extracting(ReportedFinding::rule).doesNotContain("usage/ports-in-use");
        assertThat(report.notAssessed())
                .filteredOn(it -> it.rule().equals("usage/ports-in-use"))
                .hasSize(notAssessed)
                .allSatisfy(it -> assertThat(it.reason()).contains("netsh int ipv6 show dynamicport tcp"));
    }

    private static String table(String protocol, int ports) {
        return WINDOWS.replace("tcp", protocol).replace("16384", Integer.toString(ports));
    }

    private static List<ReportedFinding> concurrency(AuditReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals("capacity/concurrency"))
                .toList();
    }

    private static Capacity capacity(AuditReport report) {
        return Objects.requireNonNull(report.capacity());
    }

    private static AuditReport ofUdp(String sysctl, int sockets) throws JsonProcessingException {
        AuditRequest request =
                JsonMapper.builder().build().readValue("""
                {"host": {"name": "app-9", "os": "windows"}, "sysctl": "%s", "pools": [
                   {"name": "dns", "framework": "generic", "settings": {"keepAlive": true, "maxSize": %d},
                    "destination": {"host": "10.0.5.12", "port": 53, "protocol": "udp"}}]}""".formatted(sysctl, sockets), AuditRequest.class);
        assertThat(request.validate()).isEmpty();
        return TestAudits.audit(READER.read(request).snapshot(), "default");
    }

    private static ReportedFinding rate(String system, String sysctl, double rate) throws JsonProcessingException {
        return rates(system, sysctl, rate).get(0);
    }

    private static List<ReportedFinding> rates(String system, String sysctl, double rate)
            throws JsonProcessingException {
        return audit(system, sysctl, rate, "").findings().stream()
                .filter(finding -> finding.rule().equals("capacity/rate"))
                .toList();
    }

    private static AuditReport audit(String system, String sysctl, double rate, String more)
            throws JsonProcessingException {
        AuditRequest request =
                JsonMapper.builder().build().readValue("""
                {"host": {"name": "app-9", "os": "%s"}, "sysctl": "%s", "pools": [
                   {"name": "orders", "framework": "generic", "settings": {"keepAlive": false}, "requestsPerSecond": %s,
                    "connectionSeconds": 0.2, "destination": {"host": "10.0.5.12", "port": 443}}]%s}""".formatted(system, sysctl, rate, more), AuditRequest.class);
        assertThat(request.validate()).isEmpty();
        return TestAudits.audit(READER.read(request).snapshot(), "default");
    }
}
