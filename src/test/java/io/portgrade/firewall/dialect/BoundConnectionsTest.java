package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.LocalPorts;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.TestPools;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundConnectionsTest {

    private static final int PORT = 40_000;
    private static final String ONLY_LOOPBACK = """
            *filter
            :OUTPUT DROP [0:0]
            -A OUTPUT -o lo -j ACCEPT
            COMMIT
            """;

    /** @param sources of the pools to one destination, a dash where the host chooses */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, 10.0.0.5, allowed",
        "10.0.0.7, 10.0.0.7, '', allowed",
        "10.0.0.5, 10.0.0.7, 10.0.0.5, blocked",
        "10.0.0.5, 10.0.0.7, '', blocked",
        "10.0.0.5, 0.0.0.0, 10.0.0.5, allowed",
        "10.0.0.7, 10.0.0.7 -, 10.0.0.5, unknown",
        "10.0.0.7, - 10.0.0.7, '', unknown",
        "10.0.0.7, 10.0.0.7 10.0.0.8, 10.0.0.5, unknown",
        "10.0.0.0/24, 10.0.0.7 10.0.0.8, 10.0.0.5, allowed"
    })
    void leaveFromTheAddressThatTheyAreBoundTo(String letOut, String sources, String addresses, String verdict) {
        HostFirewalls firewalls = firewalls("10.0.5.12", sources, addresses, """
                *filter
                :OUTPUT DROP [0:0]
                -A OUTPUT -s %s -j ACCEPT
                COMMIT
                """.formatted(letOut));

        assertThat(verdict(egress(firewalls, "10.0.5.12:5432").get(0))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "10.0.0.7 10.0.0.8", "- 10.0.0.7"})
    void takeTheLoopbackInterfaceToAnAddressThatPoolsBind(String sources) {
        HostFirewalls firewalls = HostFirewalls.of(host("10.0.0.7", sources, "", ONLY_LOOPBACK));

        assertThat(verdict(egress(firewalls, "10.0.0.7:5432").get(0))).isEqualTo("allowed");
    }

    /** @param listening an address, or a dash */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 127.0.0.1, 10.0.5.12, allowed",
        "127.0.0.1, 10.0.0.7, 10.0.5.12, allowed",
        "-, 10.0.0.8, 10.0.0.7, blocked"
    })
    void takeTheLoopbackInterfaceToAnAddressThatSocketsHave(
            String listening, String local, String remote, String verdict) {
        SourceLocation place = SourceLocation.of("sockets", 1);
        Connections connections = new Connections(
                local,
                new Destination(remote, 80, "tcp"),
                LocalPorts.of(),
                LocalPorts.of(),
                LocalPorts.of(),
                false,
                place);
        Sockets sockets = new Sockets(
                listening.equals("-") ? List.of() : List.of(new Listener(listening, 8080, place)),
                Map.of(),
                List.of(connections),
                0,
                0,
                0,
                false);
        HostSnapshot bare = host("10.0.0.7", "-", "", ONLY_LOOPBACK);
        HostSnapshot host = new HostSnapshot(
                bare.host(),
                bare.submitted(),
                bare.settings(),
                sockets,
                List.of(),
                bare.pools(),
                bare.firewall(),
                List.of(),
                List.of());

        assertThat(verdict(egress(HostFirewalls.of(host), "10.0.0.7:5432").get(0)))
                .isEqualTo(verdict);
    }

    @Test
    void toANameAreOfTheFamilyOfTheirAddress() {
        String rules = """
                table inet filter {
                  chain output {
                    type filter hook output priority 0; policy drop;
                    meta nfproto ipv4 accept
                  }
                }
                """;

        assertThat(egress(firewalls("db.example", "10.0.0.7", "", rules), "db.example:5432"))
                .extracting(PathVerdict::family)
                .containsExactly(Family.IPV4);
        assertThat(egress(firewalls("db.example", "-", "", rules), "db.example:5432"))
                .hasSize(2);
    }

    @Test
    void haveTheirAddressInTheWitness() {
        HostSnapshot host = host("10.0.5.12", "10.0.0.7", "10.0.0.5", """
                *filter
                :OUTPUT DROP [0:0]
                COMMIT
                """);

        assertThat(TestAudits.audit(host, "default").firewallAnalysis())
                .filteredOn(path -> path.destination().equals("10.0.5.12:5432") && path.direction() == PathKind.EGRESS)
                .flatExtracting(path -> path.gaps())
                .extracting(gap -> gap.witness().source())
                .containsExactly("10.0.0.7:32768");
    }

    private static String verdict(PathVerdict path) {
        return path.allowed().contains(PORT) ? "allowed" : path.blocked().contains(PORT) ? "blocked" : "unknown";
    }

    private static List<PathVerdict> egress(HostFirewalls firewalls, String destination) {
        return firewalls.analysis().verdicts().stream()
                .filter(path -> path.direction() == PathKind.EGRESS
                        && path.destination().equals(destination))
                .toList();
    }

    private static HostFirewalls firewalls(String to, String sources, String addresses, String rules) {
        return HostFirewalls.of(host(to, sources, addresses, rules));
    }

    private static HostSnapshot host(String to, String sources, String addresses, String rules) {
        HostSnapshot bare = TestAudits.linux("6.8.0", Map.of());
        List<Pool> pools = Arrays.stream(sources.split(" "))
                .map(source -> pool(to, source.equals("-") ? null : source))
                .toList();
        return new HostSnapshot(
                new Host(
                        "web-17",
                        OperatingSystem.LINUX,
                        "6.8.0",
                        Map.of(),
                        Stream.of(addresses)
                                .filter(address -> !address.isEmpty())
                                .toList(),
                        null),
                bare.submitted(),
                bare.settings(),
                null,
                List.of(),
                pools,
                List.of(new FirewallDocument("firewall[0]", null, rules)),
                List.of(),
                List.of());
    }

    private static Pool pool(String to, @Nullable String source) {
        return TestPools.to(to, 5432).sourceAddress(source).build();
    }
}
