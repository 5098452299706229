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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# iptables -t mangle -L -n -v\nChain PREROUTING (policy ACCEPT 0 packets, 0 bytes)\n",
                "Chain PREROUTING (policy ACCEPT)\ntarget     prot opt source               destination\n",
                "-P PREROUTING ACCEPT\n-P OUTPUT ACCEPT\n",
                "iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\n",
                "$ iptables-save -t raw\n*raw\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"
            })
    void aListingOfOneTableSaysNothingOfTheOthers(String text) {
        HostFirewalls firewalls = HostFirewalls.of(host("eth0", text));

        assertThat(firewalls.analysis().verdicts())
                .isNotEmpty()
                .allMatch(verdict -> verdict.unknown().size() == 65_536);
        assertThat(firewalls.areComplete()).isFalse();
        assertThat(firewalls.diagnostics())
                .anyMatch(diagnostic -> diagnostic.message().contains("iptables-save"));
    }

    @Test
    void anotherDocumentMayShowTheFilter() {
        HostFirewalls firewalls =
                HostFirewalls.of(host("eth0", "-P PREROUTING ACCEPT\n-P OUTPUT ACCEPT\n", BY_INTERFACE));

        assertThat(firewalls.areComplete()).isTrue();
        assertThat(firewalls.diagnostics()).isEmpty();
        assertThat(firewalls.analysis().verdicts().get(0).allowed().size()).isEqualTo(65_536);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n",
                "table ip nat {\nchain post {\ntype nat hook postrouting priority 100; policy accept;\nmasquerade\n}\n}\n"
            })
    void aDumpHoldsAllThatIsLoadedAndSaysThatItIsTakenSo(String text) {
        HostFirewalls firewalls = HostFirewalls.of(host("eth0", text));

        assertThat(firewalls.areComplete()).isTrue();
        assertThat(firewalls.analysis().verdicts().get(0).allowed().size()).isEqualTo(65_536);
        assertThat(firewalls.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("filter"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' '| is empty",
                "'Status: active\n\nTo  Action  From\n'| ufw status",
                "'public (active)\n  target: default\n  icmp-block-inversion: no\n'| firewall-cmd",
                "'hello'| state its format"
            })
    void whatIsNoRulesIsToldWhatToSend(String text, String hint) {
        assertThat(HostFirewalls.of(host("eth0", text)).diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains(hint));
    }

    private static HostSnapshot host(String networkInterface) {
        return host(networkInterface, BY_INTERFACE);
    }

    private static HostSnapshot host(String networkInterface, String... documents) {
        List<FirewallDocument> firewall = IntStream.range(0, documents.length)
                .mapToObj(i -> new FirewallDocument("firewall[" + i + "]", null, documents[i]))
                .toList();
        HostSnapshot bare = TestAudits.linux("6.8.0", Map.of());
        return new HostSnapshot(
                new Host("web-17", OperatingSystem.LINUX, "6.8.0", Map.of(), List.of(), networkInterface),
                bare.submitted(),
                bare.settings(),
                null,
                List.of(),
                List.of(),
                firewall,
                List.of());
    }
}
