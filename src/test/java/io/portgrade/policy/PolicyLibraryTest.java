package io.portgrade.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Severity;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyLibraryTest {

    static final List<String> RULES = rules();
    static final String CHILD = "name: own\nversion: \"1\"\nextends: default\nsummary: Own.\n";

    @Test
    void loadsEveryShippedPolicy() {
        PolicyLibrary library = PolicyLibrary.load(shipped(), RULES);
        assertThat(library.names())
                .containsExactly(
                        "db-client",
                        "default",
                        "egress-proxy",
                        "hardened-no-timestamps",
                        "k8s-node",
                        "load-generator",
                        "nat-gateway",
                        "server-only");
        assertThat(library.all()).extracting(Policy::summary).allMatch(text -> text.endsWith("."));
    }

    @Test
    void theDefaultDrawsTheLinesOfTheCatalogue() {
        Policy policy = PolicyLibrary.load(shipped(), RULES).find("default").orElseThrow();
        Thresholds thresholds = policy.thresholds();
        assertThat(thresholds.usablePorts().limits())
                .containsEntry(Severity.CRITICAL, 1024.0)
                .containsEntry(Severity.HIGH, 8192.0)
                .containsEntry(Severity.MEDIUM, 16384.0)
                .containsEntry(Severity.LOW, 28232.0);
        assertThat(thresholds.reservedShare()).isEqualTo(0.25);
        assertThat(thresholds.minFinTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(thresholds.maxFinTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(thresholds.conntrackUtilisation().limits())
                .containsEntry(Severity.HIGH, 1.0)
                .containsEntry(Severity.MEDIUM, 0.8);
        assertThat(thresholds.reuseNeededAbove()).isEqualTo(0.6);
        assertThat(policy.disabled()).isEmpty();
        assertThat(policy.requires()).isEmpty();
        assertThat(policy.servicePorts()).containsEntry(new PortRange(2379, 2380), "etcd");
    }

    @Test
    void aPolicyHasWhatItExtendsAndItsOwn() {
        Policy own = load(CHILD
                + "outboundLoad: true\nthresholds:\n  finTimeout: {min: 20s}\nseverities: {reuse/timestamps-off: critical}\n"
                + "disabled: {time-wait/assassination: Known.}\nrequires: [sockets]\nservicePorts: {4000-4001: Own}\n");
        assertThat(own.outboundLoad()).isTrue();
        assertThat(own.thresholds().minFinTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(own.thresholds().maxFinTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(own.severityOf("reuse/timestamps-off", Severity.MEDIUM)).isEqualTo(Severity.CRITICAL);
        assertThat(own.severityOf("reuse/peer-unknown", Severity.INFO)).isEqualTo(Severity.INFO);
        assertThat(own.disabled()).containsEntry("time-wait/assassination", "Known.");
        assertThat(own.requires()).containsExactly(Section.SOCKETS);
        assertThat(own.servicePorts())
                .containsEntry(new PortRange(4000, 4001), "Own")
                .containsEntry(new PortRange(5432, 5432), "PostgreSQL");
    }

    @Test
    void anAliasOfAValueIsThatValue() {
        Policy own = load(CHILD + "thresholds:\n  reservedShare: &share 10 %\n  reuseNeededAbove: *share\n");
        assertThat(own.thresholds().reuseNeededAbove()).isEqualTo(0.1);
    }

    static Policy load(String text) {
        List<PolicyFile> files = shipped();
        files.add(new PolicyFile("own.yaml", text));
        return PolicyLibrary.load(files, RULES).find("own").orElseThrow();
    }

    static List<PolicyFile> shipped() {
        List<PolicyFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("rules/policies"))) {
            for (Path file : entries.sorted().toList()) {
                files.add(new PolicyFile(file.toString(), Files.readString(file)));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    private static List<String> rules() {
        Path root = Path.of("rules");
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(file -> file.endsWith("rule.drl"))
                    .map(file -> root.relativize(file.getParent()).toString().replace('\\', '/'))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
