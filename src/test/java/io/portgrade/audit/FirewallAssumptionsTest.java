package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says that its verdicts about firewalls rest on. */
class FirewallAssumptionsTest {

    @ParameterizedTest
    @CsvSource({"-m mark --mark 0x8000/0x8000, true", "-m mark ! --mark 0x1, true", "-p tcp, false"})
    void noProgramSetsMarks(String condition, boolean said) {
        List<String> messages =
                TestAudits.audit(host("*filter\n-A INPUT " + condition + " -j DROP\nCOMMIT\n"), "default")
                        .diagnostics()
                        .stream()
                        .map(Diagnostic::message)
                        .toList();

        assertThat(messages.stream().anyMatch(message -> message.contains("SO_MARK")))
                .isEqualTo(said);
    }

    private static HostSnapshot host(String rules) {
        HostSnapshot bare = TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of());
        return new HostSnapshot(
                bare.host(),
                EnumSet.of(Section.FIREWALL),
                bare.settings(),
                null,
                List.of(),
                List.of(),
                List.of(new FirewallDocument("rules.v4", null, rules)),
                List.of(),
                List.of());
    }
}
