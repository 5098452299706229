package io.portgrade.engine;

import static io.portgrade.engine.OperatorRules.finding;
import static io.portgrade.engine.OperatorRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.audit.Auditor;
import io.portgrade.audit.TestAudits;
import io.portgrade.fact.Absence;
import io.portgrade.finding.Severity;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleDescription;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of an operator's own that work, and those that break. */
class OperatorRulesAtWorkTest {

    private static final String SOMAXCONN = "net.core.somaxconn";
    private static final String FIN = "$x : FinTimeout()";

    /** Loading compiles; so one folder for all. */
    private static RuleLibrary library;

    /** Kept, or its level would be forgotten. */
    private static final Logger DROOLS = Logger.getLogger("org.drools");

    @BeforeAll
    static void load(@TempDir Path folder) {
        DROOLS.setLevel(Level.OFF);
        library = RuleLibrary.load(new OperatorRules(folder)
                .add("own/works", rule("own/works", "@severity(LOW) @requires(FinTimeout) @os(linux, freebsd)", FIN))
                .addReadme("own/works", "# Works well\n\n## What it checks\n")
                .add(
                        "own/somaxconn",
                        rule(
                                "own/somaxconn",
                                "@severity(MEDIUM) @settings(\"" + SOMAXCONN + "\")",
                                "$s : Setting(key == \"" + SOMAXCONN + "\", value == \"128\")",
                                "insert(new Finding(\"own/somaxconn\", Severity.MEDIUM, \"So it is.\","
                                        + " java.util.List.of(Evidence.of($s)), Remediation.set(\"Set it.\", $s.key(),"
                                        + " 4096)));"))
                .add(
                        "own/condition-throws",
                        rule(
                                "own/condition-throws",
                                "@severity(LOW) @requires(FinTimeout)",
                                "$x : FinTimeout(evidence.get(99) != null)"))
                .add(
                        "own/consequence-throws",
                        rule(
                                "own/consequence-throws",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                finding("own/consequence-throws", "Severity.LOW") + " $x.evidence().get(99);"))
                .add(
                        "own/overflows",
                        "function int depth(int n) { return 1 + depth(n + 1); }\n"
                                + rule(
                                        "own/overflows",
                                        "@severity(LOW) @requires(FinTimeout)",
                                        FIN,
                                        "insert(\"\" + depth(0));"))
                .add(
                        "own/asserts",
                        rule(
                                "own/asserts",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                "if ($x != null) { throw new AssertionError(\"so it is\"); }"))
                .add("own/explains-nothing", incomplete("own/explains-nothing", "null", "Remediation.advise(\"Do.\")"))
                .add("own/mends-nothing", incomplete("own/mends-nothing", "\"So.\"", "null"))
                .add("own/advises-nothing", incomplete("own/advises-nothing", "\"So.\"", "Remediation.advise(null)"))
                .add(
                        "own/endless",
                        rule(
                                "own/endless",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                "insert(new FinTimeout($x.value().plusSeconds(1), $x.shortest(), $x.longest(),"
                                        + " $x.evidence()));"))
                .add(
                        "own/speaks-for-another",
                        rule(
                                "own/speaks-for-another",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                finding("fin-timeout/too-long", "Severity.LOW")))
                .add(
                        "own/speaks-for-none",
                        rule(
                                "own/speaks-for-none",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                finding("own/nobody", "Severity.LOW")))
                .add(
                        "own/worse-than-declared",
                        rule(
                                "own/worse-than-declared",
                                "@severity(LOW) @requires(FinTimeout)",
                                FIN,
                                finding("own/worse-than-declared", "Severity.CRITICAL")))
                .folder());
    }

    /** A rule whose finding lacks a part. */
    private static String incomplete(String id, String explanation, String remediation) {
        return rule(
                id,
                "@severity(LOW) @requires(FinTimeout)",
                FIN,
                "insert(new Finding(\"" + id + "\", Severity.LOW, " + explanation + ", $x.evidence(), " + remediation
                        + "));");
    }

    @AfterAll
    static void hearDroolsAgain() {
        DROOLS.setLevel(null);
    }

    @Test
    void describesARuleByItsAnnotationsAndReadme() {
        RuleDescription rule = library.catalogue().get("own/works");
        assertThat(rule.title()).isEqualTo("Works well");
        assertThat(rule.severity()).isEqualTo(Severity.LOW);
        assertThat(rule.requires()).containsExactly("FinTimeout");
        assertThat(rule.systems()).containsExactly(OperatingSystem.LINUX, OperatingSystem.FREEBSD);
        assertThat(rule.origin()).isEqualTo(RuleDescription.Origin.OPERATOR);
        RuleDescription other = library.catalogue().get("own/somaxconn");
        assertThat(other.title()).isEqualTo("own/somaxconn");
        assertThat(other.settings()).containsExactly(SOMAXCONN);
        assertThat(library.catalogue().get("fin-timeout/too-long").origin()).isEqualTo(RuleDescription.Origin.SHIPPED);
    }

    @Test
    void ruleThatWorksIsOneOfThem() {
        assertThat(findings(audit(host(Map.of())))).contains("own/works");
    }

    @Test
    void aRuleReadsTheSettingItNames() {
        AuditReport report = audit(host(Map.of(SOMAXCONN, "128")));
        assertThat(findings(report)).contains("own/somaxconn");
        assertThat(report.remediation().steps().settings()).containsEntry(SOMAXCONN, "4096");
        AuditReport quiet = audit(host(Map.of(SOMAXCONN, "4096")));
        assertThat(findings(quiet)).doesNotContain("own/somaxconn");
        assertThat(quiet.notAssessed()).extracting(NotAssessed::rule).doesNotContain("own/somaxconn");
    }

    @Test
    void aRuleIsNotAssessedWithoutTheSettingItNames() {
        assertThat(audit(host(Map.of())).notAssessed())
                .contains(new NotAssessed("own/somaxconn", Absence.Kind.NOT_SUBMITTED, "not submitted: " + SOMAXCONN));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("own/condition-throws", "the rule failed: it threw an error"),
                arguments("own/consequence-throws", "the rule failed: it threw an error"),
                arguments("own/overflows", "the rule failed: it threw an error"),
                arguments("own/asserts", "the rule failed: it threw an error"),
                arguments("own/explains-nothing", "the rule failed: it threw an error"),
                arguments("own/mends-nothing", "the rule failed: it threw an error"),
                arguments("own/advises-nothing", "the rule failed: it threw an error"),
                arguments("own/endless", "the rule failed: stopped after 10000 firings"),
                arguments("own/speaks-for-another", "the rule failed: it speaks for fin-timeout/too-long"),
                arguments("own/speaks-for-none", "the rule failed: it speaks for own/nobody"),
                arguments("own/worse-than-declared", "the rule failed: it found critical, declaring low at worst"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void namesARuleThatBreaks(String id, String reason) {
        AuditReport report = audit(host(Map.of()));
        assertThat(findings(report)).doesNotContain(id);
        assertThat(report.notAssessed())
                .filteredOn(rule -> rule.rule().equals(id))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.kind()).isEqualTo(Absence.Kind.FAILED);
                    assertThat(rule.reason()).startsWith(reason);
                });
    }

    @Test
    void rulesThatBreakChangeNoOther() {
        HostSnapshot host = host(Map.of(SettingKeys.FIN_TIMEOUT, "75"));
        AuditReport shipped = TestAudits.audit(host, "default");
        AuditReport all = audit(host);
        assertThat(shipped.findings()).extracting(ReportedFinding::rule).contains("fin-timeout/too-long");
        assertThat(all.findings().stream()
                        .filter(finding -> !finding.rule().startsWith("own/"))
                        .toList())
                .isEqualTo(shipped.findings());
        assertThat(all.notAssessed().stream()
                        .filter(rule -> !rule.rule().startsWith("own/"))
                        .toList())
                .isEqualTo(shipped.notAssessed());
        assertThat(audit(host)).isEqualTo(all);
    }

    @Test
    void rulesThatBreakAreLeftAloneWhereTheyHaveNothingToSay() {
        HostSnapshot host = TestAudits.linux("6.8.0", Map.of(SettingKeys.TW_REUSE, "1"));
        assertThat(audit(host).notAssessed()).extracting(NotAssessed::kind).doesNotContain(Absence.Kind.FAILED);
    }

    private static List<String> findings(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).toList();
    }

    private static AuditReport audit(HostSnapshot host) {
        Auditor auditor = new Auditor(
                library.catalogue(),
                library.engine(),
                Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC),
                () -> "id");
        return auditor.audit(host, TestAudits.policy("default"));
    }

    private static HostSnapshot host(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put(SettingKeys.LOCAL_PORT_RANGE, "32768 61000");
        settings.put(SettingKeys.FIN_TIMEOUT, "60");
        settings.putAll(more);
        return TestAudits.linux("6.8.0", settings);
    }
}
