package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Severity;
import io.portgrade.report.AuditReport;
import io.portgrade.report.FirewallPath;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.FirewallDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Firewalls as distributions and tools write them, and the examples that everyone has: what the kernel does to their ports. */
class FirewallGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/firewall");
    private static final String DEFAULT = "32768\t60999";
    private static final String ALL = "1024\t65535";

    @ParameterizedTest
    @CsvSource({
        "hosts/ufw-docker.iptables-save hosts/ufw-docker.ip6tables-save",
        "nft/firewalld.nft",
        "nft/ufw.nft",
        "hosts/ufw-docker.nft"
    })
    void whatDistributionsWriteIsClean(String files) throws IOException {
        AuditReport report = audit(DEFAULT, files.split(" "));

        assertThat(findings(report)).isEmpty();
        for (FirewallPath path : report.firewallAnalysis()) {
            if (path.protocol().id().equals("tcp") && path.direction().id().equals("return")) {
                assertThat(path.allowed()).hasToString("[32768-60999]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firewall/return-traffic-gap/cases/quiet-acl-1024-65535|32768 60999|[]",
                "firewall/return-traffic-gap/cases/quiet-acl-1024-65535|1024 65535|[]",
                "firewall/return-traffic-gap/cases/quiet-acl-opens-the-linux-default|32768 60999|[]",
                "firewall/return-traffic-gap/cases/quiet-acl-opens-the-linux-default|1024 65535|[1024-32767, 61000-65535]"
            })
    void aNetworkAclFitsARangeOrNot(String folder, String range, String blocked) throws IOException {
        AuditReport report = audit(range, "../../../../rules/" + folder + "/firewall-acl.json");

        assertThat(replies(report).blocked()).hasToString(blocked);
        assertThat(findings(report))
                .extracting(ReportedFinding::rule)
                .isEqualTo(blocked.equals("[]") ? List.of() : List.of("firewall/return-traffic-gap"));
    }

    @Test
    void theStatelessExampleLosesExactlyWhatItsRangeLeavesOut() throws IOException {
        AuditReport report = audit(ALL, "heal/stateless-range.rules");

        ReportedFinding finding = findings(report).get(0);
        assertThat(finding.rule()).isEqualTo("firewall/return-traffic-gap");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.explanation()).contains("36279 of 64512 ports", "56.2 %", "SYN/ACK");
        assertThat(replies(report).allowed()).hasToString("[32768-61000]");
        assertThat(replies(report).gaps()).hasSize(2).allSatisfy(gap -> {
            assertThat(gap.witness().source()).isEqualTo("203.0.113.7:443");
            assertThat(gap.witness().destinationPort()).isEqualTo(gap.ports().low());
            assertThat(gap.decidedBy().text()).isEqualTo("policy DROP of INPUT");
            assertThat(gap.decidedBy().line()).isEqualTo(3);
        });
        assertThat(replies(report).gaps())
                .extracting(gap -> gap.ports().toString())
                .containsExactly("1024-32767", "61001-65535");
    }

    private static FirewallPath replies(AuditReport report) {
        return report.firewallAnalysis().get(0);
    }

    private static List<ReportedFinding> findings(AuditReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().startsWith("firewall/"))
                .toList();
    }

    private static AuditReport audit(String range, String... files) throws IOException {
        List<FirewallDocument> documents = new ArrayList<>();
        for (String file : files) {
            documents.add(new FirewallDocument(file, null, Files.readString(FOLDER.resolve(file))));
        }
        return TestAudits.audit(TestAudits.hostBehind(range, documents.toArray(FirewallDocument[]::new)), "default");
    }
}
