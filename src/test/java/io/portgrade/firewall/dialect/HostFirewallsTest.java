package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFirewallsTest {

    private static final String BY_INTERFACE = """
            *filter
            :INPUT DROP [0:0]
            -A INPUT -i eth+ -m conntrack --ctstate ESTABLISHED -j ACCEPT
            COMMIT
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "eth0 "})
    void whatIsNoInterfaceIsUnknownAndSaidSo(String name) {
        HostFirewalls firewalls = HostFirewalls.of(host(name));

        assertThat(firewalls.diagnostics())
                .anyMatch(diagnostic -> diagnostic.source().equals("host.interface"));
        PathVerdict verdict = firewalls.analysis().verdicts().get(0);
        assertThat(verdict.direction()).isEqualTo(PathKind.RETURN);
        assertThat(verdict.unknown().contains(40_000)).isTrue();
    }

    private static HostSnapshot host(String networkInterface) {
        HostSnapshot bare = TestAudits.linux("6.8.0", Map.of());
        return new HostSnapshot(
                new Host("web-17", OperatingSystem.LINUX, "6.8.0", Map.of(), List.of(), networkInterface),
                bare.submitted(),
                bare.settings(),
                null,
                List.of(),
                List.of(),
                List.of(new FirewallDocument("firewall[0]", null, BY_INTERFACE)),
                List.of());
    }
}
