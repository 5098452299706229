package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.fact.Absence;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.remedy.EditedText;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.AuditReport;
import io.portgrade.report.FirewallPath;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every firewall in {@code firewall/heal} loses something. What the report says to add is put into its text, and the audit of
 * that finds no such loss, no other one, and nothing open that was not.
 */
class FirewallRemediationTest {

    private static final Path FOLDER = Path.of("src/test/resources/firewall/heal");
    private static final Path DENYING_ACL = Path.of("src/test/resources/firewall/aws/acl-denies-ports-by-number.json");
    private static final Set<String> LOSSES =
            Set.of("firewall/return-traffic-gap", "firewall/egress-gap", "firewall/family-mismatch");
    private static final Destination DATABASE = new Destination("10.0.5.12", 5432, "tcp");
    private static final Destination NAME_SERVER = new Destination("10.0.5.12", 53, "udp");

    static Stream<Path> firewalls() throws IOException {
        return Files.list(FOLDER).filter(file -> !file.endsWith("README.md")).sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firewalls")
    void whatIsAddedHeals(Path file) {
        String name = file.getFileName().toString();
        HostSnapshot sick = host(
                List.of(new FirewallDocument(name, null, read(file))), name.contains("udp") ? NAME_SERVER : DATABASE);
        AuditReport before = TestAudits.audit(sick, "default");
        List<ReportedFinding> lost = losses(before);

        assertThat(lost).isNotEmpty();
        for (ReportedFinding finding : lost) {
            assertThat(finding.remediation().firewall())
                    .as(finding.explanation())
                    .isNotEmpty();
            assertThat(finding.remediation().commands())
                    .isNotEmpty()
                    .doesNotContain("")
                    .noneMatch(command -> command.contains(Chain.MADE));
            AuditReport after =
                    TestAudits.audit(edited(sick, finding.remediation().firewall()), "default");

            assertThat(losses(after)).extracting(ReportedFinding::rule).doesNotContain(finding.rule());
            assertThat(rulesOf(before)).containsAll(rulesOf(after));
            assertThat(openToOthers(after).minus(openToOthers(before)).isEmpty() || keepsNoState(before))
                    .isTrue();
            assertThat(after.score()).isGreaterThanOrEqualTo(before.score());
        }
    }

    @Test
    void whatAnAclDeniesByNumberIsNotAllowedAgain() {
        List<FirewallDocument> acl = List.of(new FirewallDocument("acl.json", null, read(DENYING_ACL)));

        List<ReportedFinding> lost = losses(TestAudits.audit(host(acl, DATABASE), "default"));
        assertThat(lost).extracting(ReportedFinding::rule).containsExactly("firewall/return-traffic-gap");
        assertThat(lost.get(0).remediation().firewall()).isEmpty();
        assertThat(lost.get(0).remediation().summary()).contains("add 3389-3400 to net.ipv4.ip_local_reserved_ports");

        HostSnapshot reserved =
                host(acl, DATABASE).changed(Map.of(SettingKeys.LOCAL_RESERVED_PORTS, "3389-3400"), Set.of());
        assertThat(losses(TestAudits.audit(reserved, "default"))).isEmpty();
    }

    /** The kernel looks at raw before it knows connections: what lets replies of UDP in there lets everyone in. */
    @Test
    void tcpIsHealedWhereUdpCannotBe() {
        String dump = """
                *raw
                :PREROUTING ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                -A PREROUTING -p tcp -m tcp --dport 1024:9999 -j DROP
                -A PREROUTING -p udp -m udp --dport 1024:9999 -j DROP
                COMMIT
                *filter
                :INPUT ACCEPT [0:0]
                :FORWARD ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                COMMIT
                """;
        HostSnapshot sick = host(List.of(new FirewallDocument("rules.v4", null, dump)), DATABASE);
        ReportedFinding lost = losses(TestAudits.audit(sick, "default")).get(0);
        assertThat(lost.explanation()).contains("IPv4 tcp", "IPv4 udp");
        assertThat(lost.remediation().summary())
                .startsWith("Add this rule for tcp;")
                .contains("For the rest:");

        ReportedFinding left = losses(
                        TestAudits.audit(edited(sick, lost.remediation().firewall()), "default"))
                .get(0);
        assertThat(left.explanation()).contains("IPv4 udp").doesNotContain("tcp");
    }

    /** The textbook's slip: only the first packet of a connection is let in, to services as well. (Paths begin at port 1024.) */
    @Test
    void whoMayBeginAConnectionMayGoOnWithIt() {
        String dump = """
                *filter
                :INPUT DROP [0:0]
                :FORWARD DROP [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -i lo -j ACCEPT
                -A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
                -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 5432 -m conntrack --ctstate NEW -j ACCEPT
                COMMIT
                """;
        HostSnapshot sick = host(List.of(new FirewallDocument("rules.v4", null, dump)), DATABASE);
        List<FirewallEdit> edits =
                losses(TestAudits.audit(sick, "default")).get(0).remediation().firewall();

        assertThat(edits)
                .extracting(FirewallEdit::text)
                .containsExactly("-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");
        AuditReport healed = TestAudits.audit(edited(sick, edits), "default");
        assertThat(losses(healed)).isEmpty();
        assertThat(openToOthers(healed)).isEqualTo(PortSet.of(List.of(new PortRange(5432, 5432))));
    }

    private static HostSnapshot edited(HostSnapshot host, List<FirewallEdit> edits) {
        List<FirewallDocument> documents = new ArrayList<>();
        for (FirewallDocument document : host.firewall()) {
            documents.add(EditedText.apply(document, edits).orElseThrow());
        }
        return host(documents, host.pools().get(0).destination());
    }

    private static boolean keepsNoState(AuditReport report) {
        return report.notAssessed().stream()
                .anyMatch(rule -> rule.rule().equals("firewall/new-inbound-exposed")
                        && rule.kind() == Absence.Kind.NOT_SUBMITTED);
    }

    private static List<ReportedFinding> losses(AuditReport report) {
        return report.findings().stream()
                .filter(finding -> LOSSES.contains(finding.rule()))
                .toList();
    }

    private static List<String> rulesOf(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).distinct().toList();
    }

    /** Or would be, if neighbour discovery worked. */
    private static PortSet openToOthers(AuditReport report) {
        List<PortRange> open = new ArrayList<>();
        for (FirewallPath path : report.firewallAnalysis()) {
            if (path.direction().id().equals("new-inbound")) {
                open.addAll(path.allowed());
                open.addAll(path.unknown());
                path.gaps().stream()
                        .filter(gap -> gap.witness().icmpType() != null)
                        .forEach(gap -> open.add(gap.ports()));
            }
        }
        return PortSet.of(open);
    }

    private static HostSnapshot host(List<FirewallDocument> firewall, Destination destination) {
        HostSnapshot bare =
                TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "1024\t65535"));
        Set<Section> sections = EnumSet.of(Section.FIREWALL, Section.POOLS);
        sections.addAll(bare.submitted());
        Pool pool = TestPools.opening(null, destination).build();
        return new HostSnapshot(
                bare.host(), sections, bare.settings(), null, List.of(), List.of(pool), firewall, List.of(), List.of());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
