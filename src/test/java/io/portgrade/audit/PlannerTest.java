package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ChangeRisk;
import io.portgrade.report.Plan;
import io.portgrade.report.Plan.Outcome;
import io.portgrade.report.PlanStep;
import io.portgrade.report.Rollback;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String KERNEL = "6.8.0-45-generic";
    private static final Map<String, String> THREE_FAULTS = Map.of(
            SettingKeys.LOCAL_PORT_RANGE, "40000\t49999",
            SettingKeys.TW_REUSE, "1",
            SettingKeys.TIMESTAMPS, "0",
            SettingKeys.FIN_TIMEOUT, "120");

    @Test
    void oneChangeIsEnoughWhenItMendsTheWorst() {
        Plan plan = plan(TestAudits.linux(KERNEL, THREE_FAULTS), Grade.C, SearchBudget.STANDARD);

        assertThat(plan.outcome()).isEqualTo(Outcome.REACHED);
        assertThat(plan.proven()).isTrue();
        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.before().grade()).isGreaterThan(Grade.C);
        assertThat(plan.after().grade().atLeast(Grade.C)).isTrue();
    }

    @Test
    void safestChangeComesFirstAndEachStepIsAudited() {
        Plan plan = plan(TestAudits.linux(KERNEL, THREE_FAULTS), Grade.A, SearchBudget.STANDARD);

        assertThat(plan.outcome()).isEqualTo(Outcome.REACHED);
        assertThat(plan.steps()).extracting(PlanStep::risk).isSorted();
        assertThat(plan.steps()).extracting(PlanStep::scoreAfter).isSorted();
        assertThat(plan.steps().get(0).mends()).contains("fin-timeout/too-long");
        assertThat(plan.rollback().settings()).containsEntry(SettingKeys.LOCAL_PORT_RANGE, "40000\t49999");
        assertThat(plan.rollback().file().path()).isEqualTo(plan.apply().file().path());
        assertThat(plan.apply().commands()).first().isEqualTo("sysctl -w net.ipv4.tcp_fin_timeout=60");
        assertThat(plan.apply().commands()).allMatch(command -> command.startsWith("sysctl -w "));
    }

    /** A file that was never loaded, with a range that the kernel refuses. */
    @Test
    void takesBackWhatWasRunning() {
        Settings settings = Settings.of(
                List.of(
                        new Setting(
                                SettingKeys.LOCAL_PORT_RANGE,
                                "32768\t33999",
                                SourceLocation.of("sysctl", 1),
                                Origin.RUNNING),
                        new Setting(
                                SettingKeys.LOCAL_PORT_RANGE,
                                "100 400",
                                SourceLocation.of("/etc/sysctl.d/90-a.conf", 1),
                                Origin.INTENDED)),
                Map.of());
        HostSnapshot host = with(TestAudits.linux(KERNEL, Map.of()), settings, List.of());
        Rollback rollback = plan(host, Grade.A, SearchBudget.STANDARD).rollback();
        assertThat(rollback.commands()).containsExactly("sysctl -w 'net.ipv4.ip_local_port_range=32768\t33999'");
        assertThat(rollback.settings()).containsEntry(SettingKeys.LOCAL_PORT_RANGE, "100 400");
    }

    @Test
    void whatIsTakenBackOnWindowsGivesIpv6TheSameRange() {
        HostSnapshot host = TestAudits.host(
                OperatingSystem.WINDOWS,
                "10.0.20348",
                Map.of(
                        SettingKeys.WINDOWS_DYNAMIC_PORT_START, "49152",
                        SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "1000"));
        Rollback rollback = plan(host, Grade.A, SearchBudget.STANDARD).rollback();

        assertThat(rollback.commands())
                .containsExactly(
                        "netsh int ipv4 set dynamicport tcp start=49152 num=1000",
                        "netsh int ipv6 set dynamicport tcp start=49152 num=1000");
        assertThat(rollback.notes()).singleElement().asString().contains("IPv6 apart, which is not looked at");
    }

    @Test
    void reuseWithoutTimestampsIsTurnedOffWhereThatIsEnough() {
        HostSnapshot host = TestAudits.linux(KERNEL, Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0"));

        assertThat(plan(host, Grade.B, SearchBudget.STANDARD).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.settings()).containsEntry(SettingKeys.TW_REUSE, "0"));
        assertThat(plan(host, Grade.A, SearchBudget.STANDARD).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.settings()).containsEntry(SettingKeys.TIMESTAMPS, "1"));
    }

    @Test
    void theDefaultRangeIsPreferredToAWiderOneOverServices() {
        HostSnapshot host = TestAudits.linux(KERNEL, Map.of(SettingKeys.LOCAL_PORT_RANGE, "40000 40999"));

        assertThat(plan(host, Grade.A, SearchBudget.STANDARD).steps())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.settings()).containsEntry(SettingKeys.LOCAL_PORT_RANGE, "32768 60999");
                    assertThat(step.risk()).isEqualTo(ChangeRisk.DEFAULT_RANGE);
                });
    }

    @Test
    void nothingIsChangedWhenTheGradeIsReached() {
        Plan plan = plan(
                TestAudits.linux(KERNEL, Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999")),
                Grade.A,
                SearchBudget.STANDARD);

        assertThat(plan.outcome()).isEqualTo(Outcome.ALREADY_REACHED);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.apply()).isNull();
        assertThat(plan.rollback()).isNull();
        assertThat(plan.shortfall()).isNull();
        assertThat(plan.audits()).isEqualTo(1);
    }

    @Test
    void aGradeBetterThanTheOneAskedForIsCalledSo() {
        HostSnapshot host = TestAudits.linux(KERNEL, Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999"));

        Plan plan = plan(host, Grade.F, SearchBudget.STANDARD);

        assertThat(plan.outcome()).isEqualTo(Outcome.ALREADY_REACHED);
        assertThat(plan.summary())
                .isEqualTo("The host has A already, which is better than F: nothing is to be changed.");
    }

    @Test
    void noChangesAreNotCounted() {
        HostSnapshot host = TestAudits.linux(KERNEL, Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999"));

        assertThat(plan(host, Grade.A_PLUS, SearchBudget.STANDARD).summary())
                .isEqualTo("Settings alone cannot bring the host to A+: it stays at A with 100 points.");
    }

    @Test
    void whatWasNotAssessedKeepsAHostFromThePerfectGrade() {
        Plan plan = plan(TestAudits.linux(KERNEL, THREE_FAULTS), Grade.A_PLUS, SearchBudget.STANDARD);

        assertThat(plan.outcome()).isEqualTo(Outcome.NOT_REACHED);
        assertThat(plan.proven()).isTrue();
        assertThat(plan.after().score()).isEqualTo(100);
        assertThat(plan.shortfall().findings()).isEmpty();
        assertThat(plan.shortfall().notAssessed()).isNotEmpty();
        assertThat(plan.shortfall().explanation()).contains("A+ is for a host of which everything was assessed");
    }

    @Test
    void aSearchThatIsCutShortSaysSo() {
        HostSnapshot host = TestAudits.linux(KERNEL, THREE_FAULTS);

        Plan plan = plan(host, Grade.A, new SearchBudget(3, Duration.ofMinutes(1)));

        assertThat(plan.proven()).isFalse();
        assertThat(plan.summary()).contains("not found out");
        assertThat(plan.after().grade().atLeast(Grade.A)).isTrue();
    }

    @Test
    void allThatIsOfferedIsTriedHoweverLittleTimeThereIs() {
        Plan plan = plan(TestAudits.linux(KERNEL, THREE_FAULTS), Grade.A, new SearchBudget(1, Duration.ZERO));

        assertThat(plan.outcome()).isEqualTo(Outcome.REACHED);
        assertThat(plan.proven()).isFalse();
        assertThat(plan.after().grade().atLeast(Grade.A)).isTrue();
    }

    /** Of the values that are offered for tcp_tw_reuse, all at once has the safest, which is not the one that helps. */
    @Test
    void aSearchThatIsCutShortIsNoWorseThanTheReport() {
        HostSnapshot host = under900ASecond(true, THREE_FAULTS);
        AuditReport report = TestAudits.audit(host, "default");

        Plan plan = plan(host, Grade.A, new SearchBudget(1, Duration.ZERO));

        assertThat(plan.after().grade()).isEqualTo(report.remediation().gradeAfter());
        assertThat(plan.after().score()).isEqualTo(report.remediation().scoreAfter());
    }

    @Test
    void timeIsBoundedToo() {
        HostSnapshot host = TestAudits.linux(KERNEL, THREE_FAULTS);
        long[] now = {0};
        Planner planner = new Planner(TestAudits.AUDITOR, new SearchBudget(1_000, Duration.ofNanos(3)), () -> now[0]++);

        Plan plan = planner.plan(host, TestAudits.policy("default"), TestAudits.audit(host, "default"), Grade.A);

        assertThat(plan.proven()).isFalse();
        assertThat(plan.audits()).isLessThan(10);
    }

    @Test
    void bothEndsOfARangeAreOneChange() {
        HostSnapshot host = TestAudits.host(
                OperatingSystem.FREEBSD,
                "14.1-RELEASE",
                Map.of(SettingKeys.BSD_PORTRANGE_FIRST, "50000", SettingKeys.BSD_PORTRANGE_LAST, "50999"));

        assertThat(plan(host, Grade.A, SearchBudget.STANDARD).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.settings())
                        .containsKeys(SettingKeys.BSD_PORTRANGE_FIRST, SettingKeys.BSD_PORTRANGE_LAST));
    }

    @Test
    void aProofThatRestsOnThePeersTimestampsSaysSo() {
        assertThat(plan(under900ASecond(null), Grade.A, SearchBudget.STANDARD)).satisfies(plan -> {
            assertThat(plan.proven()).isTrue();
            assertThat(plan.apply().settings()).containsEntry(SettingKeys.TW_REUSE, "1");
            assertThat(plan.assumptions())
                    .anyMatch(assumed -> assumed.startsWith("10.0.5.12:5432 has TCP timestamps on;"));
            assertThat(plan.summary()).endsWith(" All of this rests on what assumptions lists.");
        });
        assertThat(plan(under900ASecond(true), Grade.A, SearchBudget.STANDARD).assumptions())
                .isNotEmpty()
                .noneMatch(assumed -> assumed.contains("timestamps"));
    }

    @Test
    void whatCouldNotBeReadIsAnAssumption() {
        HostSnapshot host = TestAudits.linux(
                KERNEL,
                Map.of(
                        SettingKeys.LOCAL_PORT_RANGE, "32768 60999",
                        SettingKeys.TW_REUSE, "2",
                        SettingKeys.TIMESTAMPS, "99999999999999999999"));

        assertThat(plan(host, Grade.A, SearchBudget.STANDARD)).satisfies(plan -> {
            assertThat(plan.outcome()).isEqualTo(Outcome.ALREADY_REACHED);
            assertThat(plan.assumptions())
                    .singleElement()
                    .asString()
                    .contains("could not judge the host", "see POST /v1/audits: reuse/", "not parsable: ");
            assertThat(plan.summary()).endsWith(" All of this rests on what assumptions lists.");
        });
    }

    private static HostSnapshot under900ASecond(@Nullable Boolean peerTimestamps) {
        return under900ASecond(
                peerTimestamps,
                Map.of(
                        SettingKeys.LOCAL_PORT_RANGE, "32768 60999",
                        SettingKeys.TW_REUSE, "0",
                        SettingKeys.TIMESTAMPS, "1"));
    }

    private static HostSnapshot under900ASecond(@Nullable Boolean peerTimestamps, Map<String, String> settings) {
        HostSnapshot host = TestAudits.linux(KERNEL, settings);
        Pool pool = TestPools.opening(900.0, new Destination("10.0.5.12", 5432, "tcp"))
                .peerTimestamps(peerTimestamps)
                .build();
        return with(host, host.settings(), List.of(pool));
    }

    private static HostSnapshot with(HostSnapshot host, Settings settings, List<Pool> pools) {
        return new HostSnapshot(
                host.host(),
                EnumSet.of(Section.SETTINGS),
                settings,
                null,
                List.of(),
                pools,
                List.of(),
                List.of(),
                List.of());
    }

    private static Plan plan(HostSnapshot host, Grade target, SearchBudget budget) {
        AuditReport before = TestAudits.audit(host, "default");
        return new Planner(TestAudits.AUDITOR, budget, () -> 0)
                .plan(host, TestAudits.policy("default"), before, target);
    }
}
