package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import java.util.List;
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

        assertThat(finding.explanation()).contains(" TIME_WAIT lasts 120 s here, as TcpTimedWaitDelay says.");
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
