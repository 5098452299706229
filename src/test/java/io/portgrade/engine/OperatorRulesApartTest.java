package io.portgrade.engine;

import static io.portgrade.engine.OperatorRules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.Auditor;
import io.portgrade.audit.TestAudits;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's rules do is nothing to the shipped ones. */
class OperatorRulesApartTest {

    private static final String LOW = "@severity(LOW) @requires(FinTimeout)";
    private static final String FIN = "$x : FinTimeout()";

    private final HostSnapshot host = TestAudits.linux(
            "6.8.0",
            Map.of(
                    SettingKeys.LOCAL_PORT_RANGE, "32768 61000",
                    SettingKeys.TW_REUSE, "1",
                    SettingKeys.TIMESTAMPS, "0",
                    SettingKeys.FIN_TIMEOUT, "600"));

    @Test
    void aRuleThatTakesAllFactsAwayTakesThemFromNoShippedRule(@TempDir Path folder) {
        AuditReport report = audit(new OperatorRules(folder)
                .add(
                        "own/empties",
                        rule(
                                "own/empties",
                                LOW + " salience 100",
                                FIN,
                                "for (Object fact : java.util.List.copyOf(kcontext.getKieRuntime().getFactHandles())) {"
                                        + " kcontext.getKieRuntime().delete((org.kie.api.runtime.rule.FactHandle)"
                                        + " fact); }")));
        assertThat(shipped(report)).isEqualTo(TestAudits.audit(host, "default").findings());
    }

    @Test
    void aRuleThatMakesAFactMakesItForNoShippedRule(@TempDir Path folder) {
        AuditReport report = audit(new OperatorRules(folder)
                .add(
                        "own/makes",
                        rule(
                                "own/makes",
                                LOW,
                                "$x : FinTimeout(value.toSeconds() == 600)",
                                "insert(new FinTimeout(java.time.Duration.ofSeconds(700), $x.shortest(), $x.longest(),"
                                        + " $x.evidence()));")));
        assertThat(shipped(report)).isEqualTo(TestAudits.audit(host, "default").findings());
    }

    @Test
    void aRuleMayRestOnWhatAShippedOneFound(@TempDir Path folder) {
        AuditReport report = audit(new OperatorRules(folder)
                .add("own/follows", rule("own/follows", LOW, "$x : Finding(rule == \"fin-timeout/too-long\")")));
        assertThat(report.findings())
                .extracting(ReportedFinding::rule)
                .contains("own/follows")
                .doesNotHaveDuplicates();
    }

    /** The shipped rule asks for 60 s, this one for 30 s: both are content with 30 s. */
    @Test
    void aRuleMayAskForAnotherValueThanAShippedOne(@TempDir Path folder) {
        AuditReport report = audit(new OperatorRules(folder)
                .add(
                        "own/wants-less",
                        rule(
                                "own/wants-less",
                                LOW,
                                "$x : FinTimeout(value.toSeconds() > 30)",
                                "insert(new Finding(\"own/wants-less\", Severity.LOW, \"So it is.\", $x.evidence(),"
                                        + " Remediation.set(\"Set it.\", \"net.ipv4.tcp_fin_timeout\", 30)));")));
        assertThat(report.findings())
                .extracting(ReportedFinding::rule)
                .contains("own/wants-less", "fin-timeout/too-long");
        assertThat(report.remediation().steps().settings()).containsEntry(SettingKeys.FIN_TIMEOUT, "30");
    }

    private static List<ReportedFinding> shipped(AuditReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.rule().startsWith("own/"))
                .toList();
    }

    private AuditReport audit(OperatorRules rules) {
        RuleLibrary library = RuleLibrary.load(rules.folder());
        Auditor auditor = new Auditor(
                library.catalogue(), library.engine(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> "id");
        return auditor.audit(host, TestAudits.policy("default"));
    }
}
