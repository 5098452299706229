package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.ingest.limits.LimitsText;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFilesRemedyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINUX   | Max open files 1024 4096 files            | \"* - nofile 65536\", as the hard limit is 4096,",
                "LINUX   | Max open files 1024 524288 files          | \"* soft nofile 65536\" in",
                "LINUX   | open files (-n) 1024                      | \"* soft nofile 65536\", with one for hard where",
                "LINUX   | * soft nofile 65536; app soft nofile 1024 | \"app soft nofile 65536\"",
                "LINUX   | * soft nofile 65536; * hard nofile 2048   | \"* - nofile 65536\"",
                "FREEBSD | open files (-n) 1024                      | Set openfiles=65536 in the login class",
                "MACOS   | maxfiles 256 unlimited                    | launchctl limit maxfiles 65536",
            })
    void isWhatRaisesTheLimitOfThatSystem(OperatingSystem system, String limits, String advice) {
        HostSnapshot bare = TestAudits.host(system, "1.0", Map.of());
        HostSnapshot host = new HostSnapshot(
                bare.host(),
                Set.of(Section.LIMITS),
                bare.settings(),
                null,
                LimitsText.parse(limits.replace("; ", "\n"), "limits").limits(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(TestAudits.audit(host, "default").findings())
                .filteredOn(finding -> finding.rule().equals("limits/open-files-low"))
                .extracting(finding -> finding.remediation().summary())
                .singleElement()
                .asString()
                .contains(advice)
                .matches(summary -> system == OperatingSystem.LINUX || !summary.contains("systemd"));
    }
}
