package io.portgrade.api;

import io.portgrade.audit.Auditor;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.HostSnapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;

/** From a body to its report, in one go and on the thread that asks. */
@Singleton
final class Audits {

    private final Submissions submissions;
    private final Auditor auditor;
    private final AuditMetrics metrics;

    @Inject
    Audits(Submissions submissions, Auditor auditor, AuditMetrics metrics) {
        this.submissions = submissions;
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
        return answer(submissions.read(body, type, query.host()), query, choice, start);
    }

    /**
     * The same of JSON in a part of an array.
     *
     * @throws ProblemException when it is not a request, or nothing in it can be read
     */
    Answer audit(ByteBuffer json, AuditQuery query, Renderings.Choice choice) {
        long start = System.nanoTime();
        return answer(submissions.readJson(json, query.host()), query, choice, start);
    }

    /** @throws ProblemException when nothing in the request can be read */
    Answer audit(ReadBody read, AuditQuery query, Renderings.Choice choice) {
        long start = System.nanoTime();
        return answer(submissions.read(read, query.host()), query, choice, start);
    }

    private Answer answer(Submissions.Submitted submitted, AuditQuery query, Renderings.Choice choice, long start) {
        AuditReport report = Submissions.judged(
                auditor.audit(host(submitted, query.policy()), query.policy(), query.terms(submitted.baseline())));
        byte[] rendered = choice.rendering().render(report);
        metrics.record(report, System.nanoTime() - start);
        return new Answer(report, rendered);
    }

    private HostSnapshot host(Submissions.Submitted submitted, Policy policy) {
        SubmittedBaseline baseline = submitted.baseline();
        HostSnapshot host = submitted.host();
        return baseline == null
                ? host
                : host.noting(
                        baseline.differences(host.host().name(), policy.name(), policy.version(), auditor.rulePack()));
    }
}
