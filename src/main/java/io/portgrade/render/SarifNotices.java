package io.portgrade.render;

import io.portgrade.render.SarifLog.Descriptor;
import io.portgrade.render.SarifLog.Location;
import io.portgrade.render.SarifLog.Notification;
import io.portgrade.render.SarifLog.PhysicalLocation;
import io.portgrade.render.SarifLog.Reference;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report says beside its findings, as notifications of SARIF. Rules that could not judge are among them and not
 * results of kind {@code open}: GitHub takes every result for an alert, whatever its kind.
 */
final class SarifNotices {

    private static final String INPUT = "portgrade/input";
    private static final String NOT_ASSESSED = "portgrade/not-assessed";
    private static final String RESULTS_CUT = "portgrade/results-cut";

    static final List<Descriptor> DESCRIPTORS = List.of(
            Descriptor.ofNotification(
                    INPUT, "PortgradeInput", "Something that was submitted could not be read, or is worth knowing."),
            Descriptor.ofNotification(
                    NOT_ASSESSED,
                    "PortgradeNotAssessed",
                    "A rule could not judge the host; the message says what it lacks."),
            Descriptor.ofNotification(
                    RESULTS_CUT, "PortgradeResultsCut", "There are more findings than this report shows."));

    private final SarifRules rules;

    SarifNotices(SarifRules rules) {
        this.rules = rules;
    }

    /** @param shown how many of the findings the report has as results, from the first on */
    List<Notification> of(AuditReport report, int shown) {
        List<Notification> notices = new ArrayList<>();
        int all = report.findings().size();
        if (shown < all) {
            notices.add(new Notification(
                    new Reference(RESULTS_CUT, null),
                    null,
                    "warning",
                    SarifMessage.of("Only the first " + shown + " of " + all
                            + " findings are shown, the most severe first: GitHub shows no more in one run."),
                    null));
        }
        report.notAssessed().forEach(rule -> notices.add(notAssessed(rule)));
        report.diagnostics().forEach(diagnostic -> notices.add(input(diagnostic)));
        return notices;
    }

    private Notification notAssessed(NotAssessed rule) {
        return new Notification(
                new Reference(NOT_ASSESSED, null),
                new Reference(rule.rule(), rules.indexOf(rule.rule())),
                rule.isOpen() ? "warning" : "note",
                SarifMessage.of(rule.rule() + " was not assessed: " + rule.reason()),
                null);
    }

    private static Notification input(Diagnostic diagnostic) {
        FindingPlace place = new FindingPlace(diagnostic.source(), diagnostic.line());
        return new Notification(
                new Reference(INPUT, null),
                null,
                "warning",
                SarifMessage.of(diagnostic.message()),
                List.of(new Location(null, PhysicalLocation.of(place), null, null)));
    }
}
