package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.fact.Absence;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the host itself takes the loopback interface, whatever the destination is called. The host is web-17. */
class LocalDestinationTest {

    private static final String EGRESS = "firewall/egress-gap";
    private static final String ONLY_LOOPBACK = rules("-A OUTPUT -o lo -j ACCEPT\n");
    private static final String NOTHING = rules("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "localhost.localdomain",
                "ip6-localhost",
                "db.localhost",
                "web-17",
                "WEB-17.",
                "web-17.example.com"
            })
    void whatIsCertainlyTheHostItselfIsReached(String host) {
        AuditReport report = audit(ONLY_LOOPBACK, host);

        assertThat(report.findings()).extracting(ReportedFinding::rule).doesNotContain(EGRESS);
        assertThat(report.notAssessed()).noneMatch(rule -> rule.rule().equals(EGRESS));
        assertThat(audit(NOTHING, host).findings())
                .extracting(ReportedFinding::rule)
                .contains(EGRESS);
    }

    @Test
    void aNameWithADotIsAnothersAndThatIsSaid() {
        AuditReport report = audit(ONLY_LOOPBACK, "db.internal");

        assertThat(report.findings()).extracting(ReportedFinding::rule).contains(EGRESS);
        assertThat(report.diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(message ->
                        message.startsWith("names are not looked up") && message.endsWith("\"db.internal\""));
    }

    @Test
    void aNameWithoutADotMayBeTheHosts() {
        AuditReport report = audit(ONLY_LOOPBACK, "db");

        assertThat(report.findings()).extracting(ReportedFinding::rule).doesNotContain(EGRESS);
        assertThat(report.notAssessed())
                .anyMatch(rule -> rule.rule().equals(EGRESS) && rule.kind() == Absence.Kind.NOT_PARSABLE);
        assertThat(audit(NOTHING, "db").findings())
                .extracting(ReportedFinding::rule)
                .contains(EGRESS);
    }

    @Test
    void aNameThatGetsOutToOthersGetsOut() {
        AuditReport report = audit(rules("-A OUTPUT ! -o lo -j ACCEPT\n"), "db");

        assertThat(report.findings()).extracting(ReportedFinding::rule).doesNotContain(EGRESS);
        assertThat(report.notAssessed()).noneMatch(rule -> rule.rule().equals(EGRESS));
    }

    private static String rules(String output) {
        return "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n"
                + "-A INPUT -i lo -j ACCEPT\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n" + output
                + "COMMIT\n";
    }

    private static AuditReport audit(String rules, String destination) {
        HostSnapshot bare =
                TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999"));
        Set<Section> sections = EnumSet.of(Section.FIREWALL, Section.POOLS);
        sections.addAll(bare.submitted());
        Pool pool = TestPools.opening(null, new Destination(destination, 5432, "tcp"))
                .build();
        return TestAudits.audit(
                new HostSnapshot(
                        bare.host(),
                        sections,
                        bare.settings(),
                        null,
                        List.of(),
                        List.of(pool),
                        List.of(new FirewallDocument("rules.v4", null, rules)),
                        List.of(),
                        List.of()),
                "default");
    }
}
