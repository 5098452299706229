package io.portgrade.policy;

import static io.portgrade.policy.PolicyLibraryTest.CHILD;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stops the start, with the file and the line where it is wrong. */
class WrongPoliciesTest {

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
                arguments(
                        "ports in use without their per cent sign",
                        CHILD + "thresholds:\n  portsInUse: {critical: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a utilisation without its per cent sign",
                        CHILD + "thresholds:\n  capacityUtilisation: {critical: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a utilisation of connections tracked without it",
                        CHILD + "thresholds:\n  conntrackUtilisation: {high: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a share of a range without it",
                        CHILD + "thresholds:\n  reservedShare: 80",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a need of reuse without it",
                        CHILD + "thresholds:\n  reuseNeededAbove: 80",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a loss without it",
                        CHILD + "thresholds:\n  criticalPortLoss: 80",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "connections in TIME_WAIT without it",
                        CHILD + "thresholds:\n  timeWait: {ofConnections: 80, ofPorts: 10 %}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "their ports without it",
                        CHILD + "thresholds:\n  timeWait: {ofConnections: 50 %, ofPorts: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "connections a request without it",
                        CHILD + "thresholds:\n  pools: {connectionsPerRequest: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a recycled share without it",
                        CHILD + "thresholds:\n  pools: {recycledShare: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "a headroom without it",
                        CHILD + "thresholds:\n  pools: {fileHeadroom: 80}",
                        6,
                        "expected a percentage: \"80 %\" if that is meant, not \"80\""),
                arguments(
                        "more of the ports than there are",
                        CHILD + "thresholds:\n  portsInUse: {critical: 101 %}",
                        6,
                        "expected at most 100 %, not \"101 %\""),
                arguments(
                        "a percentage of ports",
                        CHILD + "thresholds:\n  usablePorts: {critical: 10 %}",
                        6,
                        "expected a number, not \"10 %\""),
                arguments(
                        "a percentage of files",
                        CHILD + "thresholds:\n  openFiles: {low: 10 %}",
                        6,
                        "expected a number, not \"10 %\""),
                arguments(
                        "a percentage of the widest service",
                        CHILD + "thresholds:\n  widestService: 10 %",
                        6,
                        "expected a number, not \"10 %\""),
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
                .isThrownBy(() -> PolicyLibraryTest.load(text))
                .withMessageStartingWith("own.yaml:" + line + ": " + reason);
    }

    @Test
    void refusesTheSameNameTwice() {
        List<PolicyFile> files = PolicyLibraryTest.shipped();
        files.add(new PolicyFile("own.yaml", CHILD.replace("name: own", "name: db-client")));
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibrary.load(files, PolicyLibraryTest.RULES))
                .withMessageStartingWith("own.yaml:1: policy \"db-client\" is already in ")
                .withMessageEndingWith("db-client.yaml");
    }

    @Test
    void refusesACircle() {
        List<PolicyFile> files = PolicyLibraryTest.shipped();
        files.add(new PolicyFile("a.yaml", "name: a\nversion: \"1\"\nsummary: A.\nextends: b\n"));
        files.add(new PolicyFile("b.yaml", "name: b\nversion: \"1\"\nsummary: B.\nextends: a\n"));
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibrary.load(files, PolicyLibraryTest.RULES))
                .withMessageMatching("[ab].yaml:1: policies extend each other in a circle: (a → b|b → a)( → [ab])?");
    }
}
