package io.portgrade.api;

import io.portgrade.audit.Auditor;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.HostSnapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

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

    /** @throws ProblemException when the body is not a request, or nothing in it can be read */
    byte[] audit(byte[] body, ContentType type, AuditQuery query, Renderings.Choice choice) {
        long start = System.nanoTime();
        HostSnapshot snapshot = submissions.read(body, type, query.host());
        AuditReport report = Submissions.judged(auditor.audit(snapshot, query.policy(), query.minGrade()));
        byte[] rendered = choice.rendering().render(report);
        metrics.record(report, System.nanoTime() - start);
        return rendered;
    }
}
