package io.portgrade.render;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.audit.TestAudits;
import io.portgrade.capacity.Bottleneck;
import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import io.portgrade.finding.Evidence;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.GateTerms;
import io.portgrade.report.HostReport;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.Rendering;
import io.portgrade.report.ReportedFinding;
import io.portgrade.report.Usage;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SocketState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports to be rendered: of real rules, and of whatever someone could submit. */
final class TestReports {

    static final RuleCatalogue CATALOGUE = TestAudits.RULES.catalogue();
    static final RulePages PAGES = new RulePages(Optional.of(URI.create("https://portgrade.example.net")));

    static final List<Rendering> RENDERINGS = renderings(CATALOGUE);

    /** All that would act on a reader, a parser or a terminal if it could. */
    static final String HOSTILE = "\"'<script>alert(1)</script>&amp;]]>--> | `` ``` [x](https://evil.example) ![](//e) "
            + "\r\n\n::error file=a::b\n##[add-mask]c\n# d\n\u0000\u0007\u001b[31mred\u001b]0;t\u0007\u009b2J\u202eabc"
            + "\ud800x\udc00 \ufffe {0} @all %0A%25,:; =cmd|' /C calc'!A0 \\| \\";

    private static final Path FOLDER = Path.of("src/test/resources/renderings");
    private static final JsonMapper JSON = new JsonMapper();

    private TestReports() {}

    /** Every form that has a golden here. */
    static List<Rendering> renderings(RuleCatalogue catalogue) {
        return List.of(
                new JsonRendering(),
                new SarifRendering(catalogue, PAGES),
                new JunitRendering(catalogue),
                new CodeQualityRendering(),
                new GithubRendering(),
                new MarkdownRendering(),
                new TextRendering(),
                new ColourTextRendering());
    }

    static Rendering rendering(String id) {
        return RENDERINGS.stream()
                .filter(rendering -> rendering.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A host on which much is found. */
    static AuditReport proxy() {
        return audit("proxy.json", "default", Grade.B);
    }

    /** A host on which little is. */
    static AuditReport clean() {
        return audit("clean.json", "default", null);
    }

    private static AuditReport audit(String request, String policy, @Nullable Grade minGrade) {
        try {
            AuditRequest read = JSON.readValue(FOLDER.resolve(request).toFile(), AuditRequest.class);
            HostSnapshot snapshot = new SnapshotReader(SettingKeyTable.with(CATALOGUE.namedSettings()))
                    .read(read)
                    .snapshot();
            return TestAudits.AUDITOR.audit(snapshot, TestAudits.policy(policy), new GateTerms(minGrade, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report with this text wherever one of the client's or of an operator's rule may stand. */
    static AuditReport saying(String text, AuditReport report) {
        Map<String, Object> changes = new HashMap<>();
        changes.put("host", new HostReport(text, report.host().os(), text, Map.of(text, text)));
        changes.put("policy", text);
        changes.put("policyVersion", text);
        changes.put(
                "findings",
                report.findings().stream().map(finding -> saying(text, finding)).toList());
        changes.put(
                "notAssessed",
                report.notAssessed().stream()
                        .map(rule -> new NotAssessed(rule.rule(), rule.kind(), text))
                        .toList());
        CombinedRemediation remediation = report.remediation();
        if (remediation != null) {
            changes.put(
                    "remediation",
                    new CombinedRemediation(steps(text), remediation.gradeAfter(), remediation.scoreAfter()));
        }
        Capacity capacity = report.capacity();
        if (capacity != null) {
            changes.put("capacity", saying(text, capacity));
        }
        changes.put(
                "usage",
                new Usage(
                        Map.of(SocketState.ESTABLISHED, 1),
                        1,
                        0,
                        1,
                        0.001,
                        List.of(new Usage.DestinationPorts(text, text, 1, 0, 0, 0.001)),
                        0));
        changes.put("diagnostics", List.of(new Diagnostic(text, 1, text), new Diagnostic(text, null, text)));
        return changed(report, changes);
    }

    private static Capacity saying(String text, Capacity capacity) {
        Measure measure = new Measure(1, 2, 0.5);
        Bottleneck limit = new Bottleneck(Bottleneck.Resource.PORTS, text, false);
        return new Capacity(
                capacity.configuredPorts(),
                capacity.reservedPorts(),
                capacity.listenerPorts(),
                capacity.usablePorts(),
                capacity.timeWaitSeconds(),
                capacity.reuse(),
                capacity.connectionsPerDestination(),
                capacity.connectionsPerSecondPerDestination(),
                capacity.connectionsPerSecondWithoutReuse(),
                List.of(new DestinationCapacity(
                        text, text, text, List.of(text), measure, measure, measure, text, limit, limit, List.of(text))),
                List.of(text));
    }

    private static ReportedFinding saying(String text, ReportedFinding finding) {
        return new ReportedFinding(
                finding.rule(),
                finding.severity(),
                text,
                text,
                finding.evidence().stream()
                        .map(evidence -> new Evidence(text, text, text, evidence.line()))
                        .toList(),
                steps(text),
                finding.fingerprint(),
                finding.baselineState());
    }

    private static RemediationSteps steps(String text) {
        return new RemediationSteps(
                text,
                new TreeMap<>(Map.of("key", text)),
                List.of(),
                List.of(),
                List.of(text, text),
                new RemediationSteps.ConfigurationFile(text, text),
                text);
    }

    /** The same host, on which so many findings are made, in their order. */
    static AuditReport with(int findings) {
        AuditReport report = proxy();
        int distinct = report.findings().size();
        return withFindings(
                report,
                IntStream.range(0, findings)
                        .mapToObj(i -> report.findings().get((int) ((long) i * distinct / findings)))
                        .toList());
    }

    static AuditReport withFindings(AuditReport report, List<ReportedFinding> findings) {
        return changed(report, Map.of("findings", findings));
    }

    static AuditReport withNotAssessed(AuditReport report, List<NotAssessed> notAssessed) {
        return changed(report, Map.of("notAssessed", notAssessed));
    }

    /** @param changes by the name of the component */
    private static AuditReport changed(AuditReport report, Map<String, Object> changes) {
        RecordComponent[] components = AuditReport.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                Object change = changes.get(components[i].getName());
                values[i] =
                        change != null ? change : components[i].getAccessor().invoke(report);
            }
            return AuditReport.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
