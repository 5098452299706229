package io.portgrade.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.portgrade.audit.TestAudits;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.RuleCase.Expected;
import io.portgrade.rule.RuleCase.Found;
import io.portgrade.snapshot.HostSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every shipped rule is explained, and does on every case in its folder what the case says. */
class RuleCasesTest {

    private static final SnapshotReader READER =
            new SnapshotReader(SettingKeyTable.with(TestAudits.RULES.catalogue().namedSettings()));

    @TestFactory
    Stream<DynamicContainer> rules() {
        return RuleFolder.all().stream()
                .map(folder -> dynamicContainer(
                        folder.id(),
                        Stream.concat(
                                completeness(folder),
                                folder.cases().stream()
                                        .map(c -> test(c.rule() + "/" + c.name(), c.folder(), () -> holds(c))))));
    }

    private static Stream<DynamicTest> completeness(RuleFolder folder) {
        String id = folder.id();
        return Stream.of(
                test(id + " is explained", folder.path(), () -> isExplained(folder)),
                test(id + " fires", folder.path(), () -> hasCase(folder, "fires-", RuleCase::fires)),
                test(id + " is quiet", folder.path(), () -> hasCase(folder, "quiet-", RuleCase::isQuiet)),
                test(id + " has a near edge", folder.path(), () -> hasCase(folder, "edge-", RuleCase::isQuiet)),
                test(id + " has a far edge", folder.path(), () -> hasCase(folder, "edge-", RuleCase::fires)));
    }

    private static DynamicTest test(String name, Path place, Executable check) {
        return dynamicTest(name, place.toUri(), check);
    }

    private static void isExplained(RuleFolder folder) {
        assertThat(folder.title()).as("the title, the first line of README.md").matches("# \\S.*[^.]");
        assertThat(folder.headings()).isEqualTo(RuleFolder.requiredHeadings());
        assertThat(TestAudits.RULES.catalogue().get(folder.id()).title())
                .isEqualTo(folder.title().substring(2));
    }

    private static void hasCase(RuleFolder folder, String prefix, Predicate<RuleCase> kind) {
        assertThat(folder.cases()).filteredOn(c -> c.name().startsWith(prefix)).anyMatch(kind);
    }

    private static void isWellFormed(RuleCase ruleCase) throws IOException {
        assertThat(ruleCase.name()).matches("(fires|quiet|edge)-[a-z0-9.]+(-[a-z0-9.]+)*");
        assertThat(ruleCase.name().startsWith("fires-") && !ruleCase.fires())
                .as("a case named fires- that expects no finding")
                .isFalse();
        assertThat(ruleCase.name().startsWith("quiet-") && !ruleCase.isQuiet())
                .as("a case named quiet- in which the rule fires or cannot judge")
                .isFalse();
        assertThat(ruleCase.strayFiles()).isEmpty();
        assertThat(ruleCase.request().validate()).isEmpty();
    }

    private static void holds(RuleCase ruleCase) throws IOException {
        isWellFormed(ruleCase);
        HostSnapshot snapshot = READER.read(ruleCase.request()).snapshot();
        Expected expected = ruleCase.expected();

        AuditReport report = TestAudits.audit(snapshot, expected.policyOrDefault());

        List<ReportedFinding> findings = ofRule(report, ruleCase.rule());
        assertThat(findings.stream().map(f -> new Found(f.rule(), f.severity(), f.evidence())))
                .isEqualTo(expected.findings());
        assertThat(report.notAssessed().stream()
                        .filter(rule -> rule.rule().equals(ruleCase.rule()))
                        .map(NotAssessed::kind))
                .isEqualTo(Stream.ofNullable(expected.notAssessed()).toList());
        if (expected.remediation() != null) {
            assertThat(findings.get(0).remediation().settings()).isEqualTo(expected.remediation());
            isRemedied(snapshot, report, findings, expected.policyOrDefault());
        }
    }

    /** A remediation by settings does away with its finding and costs nothing elsewhere. */
    private static void isRemedied(
            HostSnapshot snapshot, AuditReport before, List<ReportedFinding> findings, String policy) {
        for (ReportedFinding finding : findings) {
            RemediationSteps steps = finding.remediation();
            if (!steps.settings().isEmpty() || !steps.remove().isEmpty()) {
                AuditReport after = TestAudits.audit(snapshot.changed(steps.settings(), steps.remove()), policy);
                assertThat(ofRule(after, finding.rule()))
                        .as("findings left after %s", steps.summary())
                        .hasSizeLessThan(findings.size());
                assertThat(after.score()).as("score after %s", steps.summary()).isGreaterThanOrEqualTo(before.score());
            }
        }
    }

    private static List<ReportedFinding> ofRule(AuditReport report, String rule) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }
}
