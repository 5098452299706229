package io.portgrade.api;

import io.portgrade.audit.Auditor;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.InvalidField;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.Submission;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** From a body to its report, in one go and on the thread that asks. */
@Singleton
final class Audits {

    private final SnapshotReader reader;
    private final Auditor auditor;
    private final AuditMetrics metrics;

    @Inject
    Audits(SnapshotReader reader, Auditor auditor, AuditMetrics metrics) {
        this.reader = reader;
        this.auditor = auditor;
        this.metrics = metrics;
    }

    /**
     * An answer.
     *
     * @param rendered the report in the form asked for
     */
    record Answer(AuditReport report, byte[] rendered) {}

    /** @throws ProblemException when the body is not a request, or nothing in it can be read */
    Answer audit(byte[] body, ContentType type, AuditQuery query, Renderings.Choice choice) {
        long start = System.nanoTime();
        ReadBody read = read(body, type);
        AuditRequest request = StatedHost.named(read.request(), query.host());
        if (type.kind() == ContentType.Kind.JSON) {
            StatedHost.require(request);
        }
        refuseInvalid(request.validate());
        Submission submission = reader.read(request);
        HostSnapshot snapshot = submission.snapshot().noting(read.diagnostics());
        if (!submission.readable()) {
            throw nothingReadable(snapshot.diagnostics());
        }
        AuditReport report = auditor.audit(snapshot, query.policy(), query.terms(request.baseline()));
        if (!report.judgesTheHost()) {
            throw nothingAssessed(report);
        }
        byte[] rendered = choice.rendering().render(report);
        metrics.record(report, System.nanoTime() - start);
        return new Answer(report, rendered);
    }

    private static ReadBody read(byte[] body, ContentType type) {
        return switch (type.kind()) {
            case JSON -> new ReadBody(JsonBody.request(body), List.of());
            case TEXT -> TextBody.read(body, type.charset());
            case MULTIPART ->
                AuditParts.toRequest(
                        Multipart.parse(body, type.parameter("boundary").orElse(null)));
        };
    }

    private static void refuseInvalid(List<InvalidField> invalid) {
        if (!invalid.isEmpty()) {
            InvalidField first = invalid.get(0);
            throw ProblemException.of(
                    ProblemType.INVALID_FIELD,
                    first.pointer() + " " + first.message() + (invalid.size() > 1 ? " (and more: see errors)" : ""),
                    invalid.stream()
                            .map(field -> ProblemError.at(field.pointer(), field.message()))
                            .toList());
        }
    }

    /** What could be read is of no use to any rule; the diagnostics say why, or what the rules would have needed does. */
    private static ProblemException nothingAssessed(AuditReport report) {
        Stream<ProblemError> noted = report.diagnostics().stream().map(ProblemError::of);
        Stream<ProblemError> missing = report.notAssessed().stream()
                .filter(NotAssessed::isOpen)
                .map(rule -> ProblemError.in(rule.rule(), rule.reason()));
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                "nothing that was sent is looked at by any rule, so there is nothing to grade: send the output of sysctl -a,"
                        + " or the settings that errors names",
                Stream.concat(noted, missing).toList());
    }

    private static ProblemException nothingReadable(List<Diagnostic> diagnostics) {
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                "nothing that was sent could be read: send the output of sysctl -a, or of the tools that the API names"
                        + " for the other sections; errors says what each was taken for",
                diagnostics.stream().map(ProblemError::of).toList());
    }
}
