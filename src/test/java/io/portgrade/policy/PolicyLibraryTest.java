package io.portgrade.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyLibraryTest {

    private static final List<String> RULES = rules();
    private static final String CHILD = "name: own\nversion: \"1\"\nextends: default\nsummary: Own.\n";

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

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("an unknown key", CHILD + "colour: red", 5, "unknown key \"colour\"; known: name, version"),
                arguments("a key that is a number", CHILD + "1: red", 5, "unknown key \"1\""),
                arguments("a key that is a list", CHILD + "? [a, b]\n: red", 5, "expected a value"),
                arguments("a key that is nothing", CHILD + "~: red", 5, "unknown key \"~\""),
                arguments("a key twice", CHILD + "summary: Other.", 5, "\"summary\" is there twice"),
                arguments("a merge key", CHILD + "x: &x {name: y}\n<<: *x", 5, "unknown key \"x\""),
                arguments(
                        "an unknown threshold",
                        CHILD + "thresholds:\n  usablePort: {low: 1}",
                        6,
                        "unknown key \"usablePort\"; known: usablePorts"),
                arguments(
                        "an unknown band",
                        CHILD + "thresholds:\n  usablePorts: {worst: 1}",
                        6,
                        "unknown key \"worst\"; known: critical, high, medium, low, info"),
                arguments(
                        "bands below out of order",
                        CHILD + "thresholds:\n  usablePorts: {critical: 8192, high: 1024}",
                        6,
                        "limits out of order: the milder a severity, the higher its limit must be"),
                arguments(
                        "bands above out of order",
                        CHILD + "thresholds:\n  conntrackUtilisation: {high: 50 %, medium: 80 %}",
                        6,
                        "limits out of order: the milder a severity, the lower its limit must be"),
                arguments(
                        "two bands at one limit",
                        CHILD + "thresholds:\n  openFiles: {high: 10, low: 10}",
                        6,
                        "limits out of order"),
                arguments(
                        "a minimum above its maximum",
                        CHILD + "thresholds:\n  finTimeout: {min: 61s, max: 60s}",
                        6,
                        "thresholds out of order: min is above max"),
                arguments(
                        "a minimum above the maximum it extends",
                        CHILD + "thresholds:\n  finTimeout: {min: 61s}",
                        6,
                        "thresholds out of order: min is above max"),
                arguments(
                        "seconds without a unit",
                        CHILD + "thresholds:\n  finTimeout: {min: 15}",
                        6,
                        "expected seconds such as 60s, not \"15\""),
                arguments(
                        "a fraction of a second",
                        CHILD + "thresholds:\n  finTimeout: {min: 1.5s}",
                        6,
                        "expected seconds such as 60s, not \"1.5s\""),
                arguments(
                        "seconds below 0",
                        CHILD + "thresholds:\n  finTimeout: {min: -5s}",
                        6,
                        "expected seconds such as 60s, not \"-5s\""),
                arguments(
                        "a share that is a word",
                        CHILD + "thresholds:\n  reservedShare: lots",
                        6,
                        "expected a number or a percentage, not \"lots\""),
                arguments(
                        "a share below 0",
                        CHILD + "thresholds:\n  reservedShare: -1 %",
                        6,
                        "expected a number not below 0, not \"-1 %\""),
                arguments(
                        "a share that is no number",
                        CHILD + "thresholds:\n  reservedShare: NaN",
                        6,
                        "expected a number not below 0, not \"NaN\""),
                arguments(
                        "a share without end",
                        CHILD + "thresholds:\n  reservedShare: Infinity",
                        6,
                        "expected a number not below 0, not \"Infinity\""),
                arguments("a list for keys", CHILD + "thresholds: [1]", 5, "expected keys with values"),
                arguments("a word for keys", CHILD + "severities: high", 5, "expected keys with values"),
                arguments("a word for a list", CHILD + "requires: pools", 5, "expected a list"),
                arguments("keys for a word", CHILD.replace("Own.", "{a: b}"), 4, "expected a value"),
                arguments("nothing for a word", CHILD.replace("Own.", ""), 4, "expected a value"),
                arguments("yes for true", CHILD + "outboundLoad: yes", 5, "expected true or false, not \"yes\""),
                arguments(
                        "an unknown section",
                        CHILD + "requires: [pool]",
                        5,
                        "expected a section such as pools, not \"pool\""),
                arguments(
                        "an unknown severity",
                        CHILD + "severities:\n  reuse/timestamps-off: severe",
                        6,
                        "expected one of critical, high, medium, low, info, not \"severe\""),
                arguments(
                        "a severity of an unknown rule",
                        CHILD + "severities:\n  reuse/nope: high",
                        6,
                        "there is no rule \"reuse/nope\""),
                arguments(
                        "an unknown rule disabled",
                        CHILD + "disabled:\n  nope: Why not.",
                        6,
                        "there is no rule \"nope\""),
                arguments(
                        "a rule disabled without a reason",
                        CHILD + "disabled:\n  reuse/timestamps-off:",
                        6,
                        "expected a value"),
                arguments(
                        "a port that is a word",
                        CHILD + "servicePorts:\n  http: HTTP",
                        6,
                        "expected a port or a range such as 2379-2380, not \"http\""),
                arguments(
                        "a port that is none",
                        CHILD + "servicePorts:\n  70000: HTTP",
                        6,
                        "expected a port or a range such as 2379-2380, not \"70000\""),
                arguments(
                        "a range upside down",
                        CHILD + "servicePorts:\n  20-10: HTTP",
                        6,
                        "expected a port or a range such as 2379-2380, not \"20-10\""),
                arguments(
                        "an unknown parent",
                        CHILD.replace("default", "nope"),
                        3,
                        "there is no policy \"nope\" to extend"),
                arguments(
                        "itself as parent",
                        CHILD.replace("default", "own"),
                        1,
                        "policies extend each other in a circle: own"),
                arguments("no name", "version: \"1\"\nextends: default\nsummary: Own.", 1, "\"name\" is missing"),
                arguments("no version", "name: own\nextends: default\nsummary: Own.", 1, "\"version\" is missing"),
                arguments("no summary", "name: own\nextends: default\nversion: \"1\"", 1, "\"summary\" is missing"),
                arguments(
                        "no parent and no thresholds",
                        "name: own\nversion: \"1\"\nsummary: Own.",
                        1,
                        "a policy that extends no other states all thresholds: usablePorts, reservedShare"),
                arguments("an empty file", "", 1, "the file is empty"),
                arguments("nothing but a comment", "# nothing\n", 1, "the file is empty"),
                arguments("a list", "- name: own", 1, "expected keys with values"),
                arguments("a word", "own", 1, "expected keys with values"),
                arguments("no YAML", CHILD + "requires: [sockets", 5, "not YAML: "),
                arguments("a tab", CHILD + "thresholds:\n\treservedShare: 10 %", 6, "not YAML: "),
                arguments("two documents", CHILD + "---\nname: other", 5, "not YAML: "),
                arguments("an alias of nothing", CHILD + "requires: *none", 5, "not YAML: "),
                arguments("a control character", CHILD + "requires: \u0007", 1, "not YAML: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void saysWhereAFileIsWrong(String name, String text, int line, String reason) {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> load(text))
                .withMessageStartingWith("own.yaml:" + line + ": " + reason);
    }

    @Test
    void refusesTheSameNameTwice() {
        List<PolicyFile> files = shipped();
        files.add(new PolicyFile("own.yaml", CHILD.replace("name: own", "name: db-client")));
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibrary.load(files, RULES))
                .withMessageStartingWith("own.yaml:1: policy \"db-client\" is already in ")
                .withMessageEndingWith("db-client.yaml");
    }

    @Test
    void refusesACircle() {
        List<PolicyFile> files = shipped();
        files.add(new PolicyFile("a.yaml", "name: a\nversion: \"1\"\nsummary: A.\nextends: b\n"));
        files.add(new PolicyFile("b.yaml", "name: b\nversion: \"1\"\nsummary: B.\nextends: a\n"));
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibrary.load(files, RULES))
                .withMessageMatching("[ab].yaml:1: policies extend each other in a circle: (a → b|b → a)( → [ab])?");
    }

    @Test
    @Timeout(5)
    void boundsTextThatGrowsByAliases() {
        StringBuilder laughs = new StringBuilder(CHILD).append("requires:\n  - &a0 [ha, ha]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("  - &a").append(i).append(" [");
            for (int j = 0; j < 9; j++) {
                laughs.append("*a").append(i - 1).append(", ");
            }
            laughs.append("*a").append(i - 1).append("]\n");
        }
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> load(laughs.toString()))
                .withMessageStartingWith("own.yaml:")
                .withMessageContaining("not YAML: ")
                .withMessageContaining("aliases");
    }

    @Test
    @Timeout(5)
    void endsOnAnAliasOfItself() {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> load(CHILD + "thresholds: &x\n  usablePorts: *x"))
                .withMessageStartingWith("own.yaml:");
    }

    @Test
    void anAliasOfAValueIsThatValue() {
        Policy own = load(CHILD + "thresholds:\n  reservedShare: &share 10 %\n  reuseNeededAbove: *share\n");
        assertThat(own.thresholds().reuseNeededAbove()).isEqualTo(0.1);
    }

    private static Policy load(String text) {
        List<PolicyFile> files = shipped();
        files.add(new PolicyFile("own.yaml", text));
        return PolicyLibrary.load(files, RULES).find("own").orElseThrow();
    }

    private static List<PolicyFile> shipped() {
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
