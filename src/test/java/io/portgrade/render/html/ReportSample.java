package io.portgrade.render.html;

import io.portgrade.capacity.Bottleneck;
import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.Absence;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import io.portgrade.firewall.CtState;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.grade.Grade;
import io.portgrade.policy.Bands;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Background;
import io.portgrade.report.CategoryReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.FirewallGap;
import io.portgrade.report.FirewallPath;
import io.portgrade.report.Gate;
import io.portgrade.report.HostReport;
import io.portgrade.report.PortLayout;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.report.RuleCounts;
import io.portgrade.report.Usage;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SocketState;
import io.portgrade.snapshot.SourceText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A report that has something in every section.
 *
 * @param words turns each of its texts into the one that is to stand there
 */
record ReportSample(UnaryOperator<String> words) {

    static AuditReport plain() {
        return new ReportSample(UnaryOperator.identity()).report();
    }

    AuditReport report() {
        return new AuditReport(
                w("00000000-0000-4000-8000-000000000000"),
                Instant.parse("2026-11-20T12:00:00Z"),
                new HostReport(w("web-17"), OperatingSystem.LINUX, w("6.8.0"), Map.of(w("role"), w("proxy"))),
                w("default"),
                w("1.0.0"),
                w("1.0.0"),
                Grade.C,
                Grade.F,
                71,
                new RuleCounts(31, 41),
                new Gate(Grade.B, null, false, List.of(w("the grade is C, below B"))),
                null,
                List.of(
                        new CategoryReport(w("reuse"), CategoryReport.Status.PARTIAL, Grade.C),
                        new CategoryReport(w("pool"), CategoryReport.Status.NOT_ASSESSED, null)),
                List.of(
                        finding("reuse/without-timestamps", Severity.HIGH),
                        finding("fin-timeout/too-short", Severity.LOW)),
                List.of(new NotAssessed(w("limits/open-files-low"), Absence.Kind.NOT_SUBMITTED, w("not submitted"))),
                new CombinedRemediation(steps(), Grade.A, 96),
                background(),
                capacity(),
                usage(),
                null,
                List.of(replies(), newConnections()),
                List.of(new Diagnostic(w("sysctl"), 3, w("not a port range"))));
    }

    private Background background() {
        return new Background(
                new PortLayout(
                        new PortRange(32_768, 60_999),
                        List.of(new PortRange(50_000, 50_010)),
                        List.of(new PortRange(22, 22), new PortRange(45_000, 45_000))),
                new Bands(Bands.Side.ABOVE, Map.of(Severity.HIGH, 0.8, Severity.MEDIUM, 0.6)),
                List.of(new SourceText(w("sysctl"), lines(9))));
    }

    /** Each is one line, whatever the words. */
    private String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> w("line " + line).replaceAll("[\\r\\n]", " "))
                .collect(Collectors.joining("\n"));
    }

    private Usage usage() {
        return new Usage(
                Map.of(SocketState.LISTEN, 3, SocketState.TIME_WAIT, 1_200),
                1_300,
                1_200,
                1_250,
                0.044,
                List.of(new Usage.DestinationPorts(w("10.0.7.3:443"), w("10.0.0.7"), 1_250, 1_200, 0, 0.044)),
                2);
    }

    private String w(String text) {
        return words.apply(text);
    }

    private ReportedFinding finding(String rule, Severity severity) {
        return new ReportedFinding(
                w(rule),
                severity,
                w("A title"),
                w("What is so, and why it matters."),
                List.of(
                        new Evidence(w("net.ipv4.tcp_timestamps"), w("0"), w("sysctl"), 7),
                        new Evidence(w("nofile"), w("1024"), w("sysctl"), null)),
                steps(),
                w("fe629f05c3aba1bd"),
                null);
    }

    private RemediationSteps steps() {
        return new RemediationSteps(
                w("Set it to 1."),
                new TreeMap<>(Map.of(w("net.ipv4.tcp_timestamps"), w("1"))),
                List.of(),
                List.of(new FirewallEdit(
                        w("fw/web.rules"),
                        FirewallFormat.IPTABLES_SAVE,
                        6,
                        null,
                        w("-A INPUT -j ACCEPT"),
                        w("iptables -A INPUT -j ACCEPT"))),
                List.of(w("sysctl -w net.ipv4.tcp_timestamps=1")),
                new RemediationSteps.ConfigurationFile(w("/etc/sysctl.d/99.conf"), w("net.ipv4.tcp_timestamps = 1")),
                w("- name: Set it"));
    }

    private Capacity capacity() {
        return new Capacity(
                28_232,
                11,
                1,
                28_220,
                60,
                TimeWaitReuse.NEVER,
                28_220,
                470.3,
                470.3,
                List.of(new DestinationCapacity(
                        w("10.0.7.3:443"),
                        w("tcp"),
                        w("10.0.0.7"),
                        List.of(w("pricing")),
                        new Measure(80, 28_220, 0.003),
                        new Measure(500, 470.3, 1.063),
                        new Measure(null, 28_220, null),
                        w("usable ports / TIME_WAIT"),
                        new Bottleneck(Bottleneck.Resource.PORTS, "usable ports", false),
                        new Bottleneck(Bottleneck.Resource.PORTS, "usable ports / TIME_WAIT", false),
                        List.of(w("a note")))),
                List.of(w("sockets were not submitted")));
    }

    private FirewallPath replies() {
        return new FirewallPath(
                Family.IPV4,
                IpProtocol.TCP,
                PathKind.RETURN,
                w("any"),
                List.of(new PortRange(32_768, 60_000)),
                List.of(new PortRange(60_001, 60_001)),
                List.of(new PortRange(60_002, 60_999)),
                List.of(new FirewallGap(
                        new PortRange(60_001, 60_001),
                        Gap.Verdict.DROP,
                        new FirewallGap.Witness(
                                w("tcp"),
                                w("203.0.113.7:443"),
                                w("192.0.2.10"),
                                60_001,
                                CtState.ESTABLISHED,
                                w("SYN/ACK"),
                                List.of(),
                                null),
                        new Decider(w("fw/web.rules"), 2, w("-A INPUT -j DROP")))),
                3);
    }

    private FirewallPath newConnections() {
        return new FirewallPath(
                Family.IPV4,
                IpProtocol.TCP,
                PathKind.NEW_INBOUND,
                w("any"),
                List.of(new PortRange(32_768, 60_000)),
                List.of(new PortRange(60_001, 60_999)),
                List.of(),
                List.of(),
                null);
    }
}
