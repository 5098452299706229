package io.portgrade.api;

import io.portgrade.fact.Absence;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.ingest.InvalidField;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.Submission;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SourceText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a body to the host that it describes; refuses what cannot be audited. */
@Singleton
final class Submissions {

    private static final int MOST_REASONS = 3;

    /** Diagnostics that stand before what is missing: readers show about ten lines, and one cause may fill thousands. */
    private static final int FIRST_NOTES = 5;

    private final SnapshotReader reader;
    private final Archives archives;

    @Inject
    Submissions(SnapshotReader reader, Archives archives) {
        this.reader = reader;
        this.archives = archives;
    }

    /**
     * What a body holds.
     *
     * @param baseline null when none was sent
     */
    record Submitted(HostSnapshot host, @Nullable SubmittedBaseline baseline) {}

    /**
     * The host.
     *
     * @param name for a body that carries none; null when not given
     * @throws ProblemException when the body is not a request, or nothing in it can be read
     */
    Submitted read(byte[] body, ContentType type, @Nullable String name) {
        return type.kind() == ContentType.Kind.JSON
                ? readJson(ByteBuffer.wrap(body), name)
                : read(read(body, type), name);
    }

    /** The same of JSON, which says what host it is about. */
    Submitted readJson(ByteBuffer body, @Nullable String name) {
        AuditRequest request = JsonBody.request(body);
        StatedHost.require(StatedHost.named(request, name));
        return read(new ReadBody(request, List.of()), name);
    }

    /** The same of a body whose parts are known. */
    Submitted read(ReadBody read, @Nullable String name) {
        AuditRequest request = StatedHost.named(read.request(), name);
        refuseInvalid(request.validate());
        HostSnapshot host = read(request).noting(read.diagnostics());
        return new Submitted(host, request.baseline());
    }

    /** @throws ProblemException when nothing in it can be read */
    HostSnapshot read(AuditRequest request) {
        Submission submission = reader.read(request);
        if (!submission.readable()) {
            throw nothingReadable(submission.snapshot());
        }
        return submission.snapshot();
    }

    /** @throws ProblemException when no rule could judge the host */
    static AuditReport judged(AuditReport report) {
        if (!report.judgesTheHost()) {
            throw nothingAssessed(report);
        }
        return report;
    }

    /**
     * The host that changes make of one that can be audited.
     *
     * @param removed keys of settings that the changes take away, wherever they stand
     * @throws ProblemException when they leave nothing that can be read
     */
    HostSnapshot changed(AuditRequest after, List<String> removed) {
        Submission submission = reader.read(after);
        if (!submission.readable()) {
            throw nothingLeft(submission.snapshot().diagnostics());
        }
        return submission.snapshot().changed(Map.of(), removed);
    }

    /** @throws ProblemException when no rule can judge what the changes leave */
    static void requireJudgedAfterChanges(AuditReport after) {
        if (!after.judgesTheHost()) {
            throw nothingLeft(after.diagnostics());
        }
    }

    private static ProblemException nothingLeft(List<Diagnostic> diagnostics) {
        String left = "leave nothing of the host that a rule could judge";
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                "the changes " + left + ": take less away, or give other values in its place",
                Stream.concat(
                                Stream.of(ProblemError.at("/changes", left)),
                                diagnostics.stream().map(ProblemError::of))
                        .toList());
    }

    private ReadBody read(byte[] body, ContentType type) {
        return switch (type.kind()) {
            case JSON -> new ReadBody(JsonBody.request(body), List.of());
            case TEXT -> TextBody.read(body, type.charset());
            case MULTIPART ->
                AuditParts.toRequest(
                        Multipart.parse(body, type.parameter("boundary").orElse(null)), archives::read);
            case ARCHIVE -> {
                type.requireArchive(body);
                yield archives.read(body);
            }
        };
    }

    /** @throws ProblemException that names them, when there are any */
    static void refuseInvalid(List<InvalidField> invalid) {
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
        List<ProblemError> errors =
                report.diagnostics().stream().map(ProblemError::of).collect(Collectors.toCollection(ArrayList::new));
        List<ProblemError> missing = report.notAssessed().stream()
                .filter(NotAssessed::isOpen)
                .map(rule -> ProblemError.in(rule.rule(), rule.reason()))
                .toList();
        errors.addAll(Math.min(FIRST_NOTES, errors.size()), missing);
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                ofAnotherSystem(report).orElseGet(() -> whyNothingIsAssessed(report)),
                errors);
    }

    private static Optional<String> ofAnotherSystem(AuditReport report) {
        return report.diagnostics().stream()
                .filter(diagnostic -> diagnostic.source().equals(Submission.STATED_SYSTEM))
                .map(diagnostic -> "no rule can judge what was sent, so there is nothing to grade: the host is "
                        + diagnostic.message())
                .findFirst();
    }

    private static String whyNothingIsAssessed(AuditReport report) {
        List<String> unreadable = report.notAssessed().stream()
                .filter(rule -> rule.kind() == Absence.Kind.NOT_PARSABLE)
                .map(NotAssessed::reason)
                .distinct()
                .toList();
        String detail = unreadable.isEmpty()
                ? "what was sent is not enough for any rule to judge by, so there is nothing to grade"
                : "no rule can judge what was sent, so there is nothing to grade: "
                        + String.join("; ", unreadable.subList(0, Math.min(MOST_REASONS, unreadable.size())))
                        + (unreadable.size() > MOST_REASONS ? " (and more: see errors)" : "");
        return detail + ": send the output of sysctl -a, or the settings that errors names";
    }

    /** Of a text of which nothing else is to be said, says that there is nothing in it. */
    private static ProblemException nothingReadable(HostSnapshot snapshot) {
        List<Diagnostic> diagnostics = snapshot.diagnostics();
        Set<String> told = diagnostics.stream().map(Diagnostic::source).collect(Collectors.toSet());
        Stream<ProblemError> empty = snapshot.texts().stream()
                .map(SourceText::source)
                .filter(source -> !told.contains(source))
                .map(source -> ProblemError.in(source, "states nothing: it has only comments and empty lines, if any"));
        return ProblemException.of(
                ProblemType.NOTHING_READABLE,
                (diagnostics.isEmpty() ? "what was sent states nothing" : "nothing that was sent could be read")
                        + ": send the output of sysctl -a, which tells what is in force, or of the tools that the API names"
                        + " for the other sections; errors says what each was taken for",
                Stream.concat(diagnostics.stream().map(ProblemError::of), empty).toList());
    }
}
