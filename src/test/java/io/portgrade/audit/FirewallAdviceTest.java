package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.remedy.EditedText;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.AuditReport;
import io.portgrade.report.RemediationSteps;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Advice where no addition mends everything: in the words of the firewall that decides, which may know no states or no order. */
class FirewallAdviceTest {

    private static final String LOST = "firewall/return-traffic-gap";
    private static final String SOURCE = "firewall.txt";
    private static final String NETFILTER = "NOTRACK";

    @Test
    void whatWindowsBlocksIsNotAllowedByAnotherRule() {
        RemediationSteps advice = remediation("firewall/egress-gap", windows("Allow", """
                , {"Name": "no-databases", "Enabled": 1, "Profile": 0, "Direction": 2, "Action": 4, "Protocol": "TCP",
                   "LocalPort": ["50000-50100", "51000"], "RemotePort": "Any", "LocalAddress": "Any", "RemoteAddress": "Any",
                   "Program": "Any", "Service": "Any", "InterfaceType": "Any"}"""));

        assertThat(advice.firewall()).isEmpty();
        assertThat(advice.summary())
                .startsWith("In Windows Defender Firewall a rule that blocks wins over every one that allows")
                .contains("disable", "narrow")
                .doesNotContain("ESTABLISHED", NETFILTER, "before the rules");
    }

    /** A name cannot stand in a rule, so that no rule is offered. */
    @Test
    void whatTheProfileOfWindowsBlocksIsAllowed() {
        RemediationSteps advice = remediation("firewall/egress-gap", "db.example", windows("Block", ""));

        assertThat(advice.firewall()).isEmpty();
        assertThat(advice.summary())
                .isEqualTo(
                        "Windows Defender Firewall blocks here what no rule allows: add rules that allow connections out to"
                                + " the destinations of the pools.");
    }

    @Test
    void whatAnAclLeavesOutIsAllowedAndWhatItDeniesByNumberIsNot() {
        String acl = acl(entry(90, "deny", "6", "50000", "50010") + entry(100, "allow", "6", "49152", "65535"));
        AuditReport report = audit(acl);
        RemediationSteps advice = remediation(report, LOST);

        assertThat(advice.firewall())
                .extracting(FirewallEdit::command)
                .singleElement()
                .asString()
                .contains("--ingress --rule-number 110 --protocol 6 --port-range From=32768,To=49151 ");
        assertThat(advice.summary())
                .startsWith(
                        "Add this rule; make it permanent where your rules come from. For the rest: A network ACL keeps no state")
                .contains("add 50000-50010 to net.ipv4.ip_local_reserved_ports")
                .doesNotContain("ESTABLISHED", NETFILTER);
        assertThat(explanation(report)).contains("16395 of 28232 ports (32768-49151, 50000-50010)");

        String edited = EditedText.apply(new FirewallDocument(SOURCE, null, acl), advice.firewall())
                .orElseThrow()
                .text();
        assertThat(explanation(audit(edited))).contains("11 of 28232 ports (50000-50010)");
    }

    @Test
    void whereAnAclDeniesMoreThanAnyoneReservesItsOrderIsNamed() {
        RemediationSteps advice = remediation(
                LOST, acl(entry(90, "deny", "6", "50000", "59999") + entry(100, "allow", "6", "1024", "65535")));

        assertThat(advice.firewall()).isEmpty();
        assertThat(advice.summary())
                .startsWith(
                        "A network ACL keeps no state, and of its entries that match the one with the lowest number decides")
                .doesNotContain("ESTABLISHED", NETFILTER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            block out quick proto tcp from any port 50000:50010 | In pf the last rule that matches decides
            *filter;:OUTPUT ACCEPT [0:0];-A OUTPUT -p tcp -m multiport --sports 50000:50010 -m tcp -j DROP;COMMIT | Accept packets in state ESTABLISHED
            """)
    void otherFirewallsHaveTheirOwnWords(String rules, String words) {
        RemediationSteps advice = remediation("firewall/egress-gap", "db.example", rules.replace(';', '\n') + '\n');

        assertThat(advice.firewall()).isEmpty();
        assertThat(advice.summary()).startsWith(words);
    }

    private static String windows(String outbound, String more) {
        return "[{\"Name\": \"Public\", \"Enabled\": 1, \"DefaultInboundAction\": 4, \"DefaultOutboundAction\": \""
                + (outbound.equals("Allow") ? 2 : 4) + "\"}" + more + "]";
    }

    private static String acl(String inbound) {
        return """
                {"NetworkAcls": [{"NetworkAclId": "acl-1", "Entries": [%s
                 {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767},
                 {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100}]}]}
                """.formatted(inbound);
    }

    private static String entry(int number, String action, String protocol, String from, String to) {
        return """
                {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "%s", "RuleAction": "%s", "RuleNumber": %d,
                 "PortRange": {"From": %s, "To": %s}},
                """.formatted(protocol, action, number, from, to);
    }

    private static String explanation(AuditReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(LOST))
                .findFirst()
                .orElseThrow()
                .explanation();
    }

    private static RemediationSteps remediation(String rule, String firewall) {
        return remediation(audit(firewall), rule);
    }

    private static RemediationSteps remediation(String rule, String destination, String firewall) {
        return remediation(audit(firewall, destination), rule);
    }

    private static RemediationSteps remediation(AuditReport report, String rule) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .remediation();
    }

    private static AuditReport audit(String firewall) {
        return audit(firewall, "10.0.5.12");
    }

    private static AuditReport audit(String firewall, String destination) {
        HostSnapshot bare =
                TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999"));
        Set<Section> sections = EnumSet.of(Section.FIREWALL, Section.POOLS);
        sections.addAll(bare.submitted());
        return TestAudits.audit(
                new HostSnapshot(
                        bare.host(),
                        sections,
                        bare.settings(),
                        null,
                        List.of(),
                        List.of(TestPools.opening(null, new Destination(destination, 5432, "tcp"))
                                .build()),
                        List.of(new FirewallDocument(SOURCE, null, firewall)),
                        List.of(),
                        List.of()),
                "default");
    }
}
