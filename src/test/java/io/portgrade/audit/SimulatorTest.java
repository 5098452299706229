package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.ReportedFinding;
import io.portgrade.report.GateTerms;
import io.portgrade.report.Simulation;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final HostSnapshot NARROW =
            TestAudits.linux("6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "40000 40999"));

    @Test
    void aFindingThatMattersLessIsTheSameFinding() {
        Simulation simulation = simulate(NARROW, Map.of(SettingKeys.LOCAL_PORT_RANGE, "40000 49999"), List.of());

        assertThat(simulation.changes().findings().severityChanged())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.rule()).isEqualTo("port-range/too-small");
                    assertThat(change.before()).isEqualTo(Severity.CRITICAL);
                    assertThat(change.after()).isEqualTo(Severity.MEDIUM);
                });
        assertThat(simulation.changes().findings().gone())
                .extracting(ReportedFinding::rule)
                .doesNotContain("port-range/too-small");
        assertThat(simulation.changes().ceilings().usablePorts().before()).isEqualTo(1_000);
        assertThat(simulation.changes().ceilings().usablePorts().after()).isEqualTo(10_000);
        assertThat(simulation.changes().grade().before()).isEqualTo(Grade.F);
    }

    @Test
    void whatIsSentInAdditionIsNewlyAssessed() {
        Simulation simulation = simulate(NARROW, Map.of(SettingKeys.FIN_TIMEOUT, "120"), List.of());

        assertThat(simulation.changes().newlyAssessed()).contains("fin-timeout");
        assertThat(simulation.changes().noLongerAssessed()).isEmpty();
        assertThat(simulation.changes().findings().added())
                .extracting(ReportedFinding::rule)
                .containsExactly("fin-timeout/too-long");
    }

    @Test
    void withoutARangeThereAreNoCeilings() {
        Simulation simulation =
                simulate(NARROW, Map.of(SettingKeys.FIN_TIMEOUT, "60"), List.of(SettingKeys.LOCAL_PORT_RANGE));

        assertThat(simulation.changes().ceilings().usablePorts().before()).isEqualTo(1_000);
        assertThat(simulation.changes().ceilings().usablePorts().after()).isNull();
        assertThat(simulation.changes().noLongerAssessed()).contains("port-range");
    }

    @Test
    void nothingChangesWithoutChanges() {
        Simulation simulation = simulate(NARROW, Map.of(), List.of());

        assertThat(simulation.after()).isEqualTo(simulation.before());
        assertThat(simulation.changes().findings().gone()).isEmpty();
        assertThat(simulation.changes().findings().added()).isEmpty();
        assertThat(simulation.changes().findings().severityChanged()).isEmpty();
    }

    private static Simulation simulate(HostSnapshot host, Map<String, String> settings, List<String> removed) {
        HostSnapshot after = settings.isEmpty() && removed.isEmpty() ? host : host.changed(settings, removed);
        return new Simulator(TestAudits.AUDITOR).simulate(host, after, TestAudits.policy("default"), GateTerms.NONE);
    }
}
