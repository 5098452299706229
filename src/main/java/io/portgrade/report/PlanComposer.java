package io.portgrade.report;

import io.portgrade.capacity.Capacity;
import io.portgrade.fact.Absence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.grade.Grade;
import io.portgrade.report.Plan.Outcome;
import io.portgrade.report.Shortfall.Remaining;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.HostSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a plan together from what a search for it found. */
public final class PlanComposer {

    private static final String UNDER_ASSUMPTIONS = " All of this rests on what assumptions lists.";

    private PlanComposer() {}

    /**
     * A plan.
     *
     * @param remediation all steps at once
     * @param before the report of the host as submitted
     * @param after the report with all steps made
     * @param proven as in {@link Plan}
     * @param audits likewise
     */
    public static Plan compose(
            HostSnapshot submitted,
            Grade target,
            List<PlanStep> steps,
            Remediation remediation,
            AuditReport before,
            AuditReport after,
            boolean proven,
            int audits) {
        boolean reached = after.grade().atLeast(target);
        Outcome outcome = !reached ? Outcome.NOT_REACHED : steps.isEmpty() ? Outcome.ALREADY_REACHED : Outcome.REACHED;
        List<String> assumptions = Stream.concat(
                        Stream.of(before, after).flatMap(PlanComposer::assumptions), unjudged(after).stream())
                .distinct()
                .toList();
        return new Plan(
                before.host(),
                before.policy(),
                before.policyVersion(),
                before.rulePack(),
                target,
                outcome,
                proven,
                assumptions,
                audits,
                summary(outcome, target, steps.size(), after, proven)
                        + (assumptions.isEmpty() ? "" : UNDER_ASSUMPTIONS),
                Standing.of(before),
                Standing.of(after),
                steps,
                after.findings(),
                steps.isEmpty() ? null : apply(remediation, steps, submitted),
                steps.isEmpty() ? null : RollbackWriter.write(remediation, submitted),
                reached ? null : shortfall(target, after, proven));
    }

    /** Only what the pools ask for is held against what is assumed. */
    private static Stream<String> assumptions(AuditReport report) {
        Capacity capacity = report.capacity();
        return capacity == null || capacity.destinations().isEmpty() ? Stream.of() : capacity.assumptions().stream();
    }

    /** Of what was sent and could not be judged: a plan takes it to be good. What was not sent needs no telling. */
    private static Optional<String> unjudged(AuditReport report) {
        List<NotAssessed> unjudged = report.notAssessed().stream()
                .filter(rule -> rule.isOpen() && rule.kind() != Absence.Kind.NOT_SUBMITTED)
                .toList();
        if (unjudged.isEmpty()) {
            return Optional.empty();
        }
        NotAssessed first = unjudged.get(0);
        return Optional.of(Numerals.counted(unjudged.size(), "rule")
                + " could not judge the host and " + (unjudged.size() == 1 ? "is" : "are")
                + " taken to find nothing, see POST /v1/audits: " + first.rule() + " is not assessed, "
                + first.reason());
    }

    /** Commands in the order of the steps, which is the safe one. */
    private static RemediationSteps apply(Remediation remediation, List<PlanStep> steps, HostSnapshot submitted) {
        RemediationSteps all = RemediationWriter.write(remediation, submitted);
        return new RemediationSteps(
                all.summary(),
                all.settings(),
                all.remove(),
                all.firewall(),
                steps.stream().flatMap(step -> step.commands().stream()).toList(),
                all.file(),
                all.ansible());
    }

    private static String summary(Outcome outcome, Grade target, int changes, AuditReport after, boolean proven) {
        String many = Numerals.counted(changes, "change");
        return switch (outcome) {
            case ALREADY_REACHED ->
                "The host has " + after.grade().letter() + " already"
                        + (after.grade() == target ? "" : ", which is better than " + target.letter())
                        + ": nothing is to be changed.";
            case REACHED ->
                many
                        + (changes == 1 ? " of settings brings the host to " : " of settings bring the host to ")
                        + after.grade().letter()
                        + (proven ? "; no smaller set does." : "; whether a smaller set does was not found out.");
            case NOT_REACHED ->
                "Settings alone " + (proven ? "cannot bring" : "were not found to bring") + " the host to "
                        + target.letter() + ": "
                        + (changes == 0 ? "it stays at " : "the best is ")
                        + after.grade().letter() + " with " + Numerals.counted(after.score(), "point")
                        + (changes == 0 ? "." : ", by " + many + ".");
        };
    }

    private static Shortfall shortfall(Grade target, AuditReport after, boolean proven) {
        List<Remaining> findings = after.findings().stream()
                .filter(finding -> finding.severity().deduction() > 0)
                .map(finding -> new Remaining(
                        finding.rule(),
                        finding.severity(),
                        finding.remediation().summary()))
                .toList();
        List<NotAssessed> open = target == Grade.A_PLUS
                ? after.notAssessed().stream().filter(NotAssessed::isOpen).toList()
                : List.of();
        return new Shortfall(explanation(findings, open, proven), findings, open);
    }

    private static String explanation(List<Remaining> findings, List<NotAssessed> open, boolean proven) {
        String left = findings.isEmpty()
                ? null
                : "With the best set of settings " + findings.size()
                        + (findings.size() == 1 ? " finding is" : " findings are")
                        + " left: each says what mends it.";
        String unknown = open.isEmpty()
                ? null
                : "A+ is for a host of which everything was assessed: what was not sent is not known to be good.";
        String limit = proven ? null : "Not every set could be tried within the limits of this service.";
        return joined(left, unknown, limit);
    }

    private static String joined(@Nullable String... sentences) {
        StringBuilder all = new StringBuilder();
        for (String sentence : sentences) {
            if (sentence != null) {
                all.append(all.isEmpty() ? "" : " ").append(sentence);
            }
        }
        return all.toString();
    }
}
