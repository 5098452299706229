package io.portgrade.api;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.policy.Policy;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.Baseline;
import io.portgrade.report.GateTerms;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the query of an audit asks for.
 *
 * @param minGrade null when none is asked for
 * @param failOn the least severity that fails the gate; null when none is named
 * @param host the name for a body that carries none; null when not given
 * @param formats ids of renderings; empty when Accept decides
 */
record AuditQuery(
        Policy policy,
        @Nullable Grade minGrade,
        @Nullable Severity failOn,
        @Nullable String host,
        List<String> formats) {

    private static final List<String> KNOWN = List.of("policy", "minGrade", "failOn", "host", "format");

    /** Refused as well, but in the words of formats. */
    private static final Set<String> REPEATED = Set.of("format");

    static final String DEFAULT_POLICY = "default";
    private static final int MAX_HOST_LENGTH = 255;

    static AuditQuery of(RoutingContext http, PolicyLibrary policies) {
        return of(http, policies, KNOWN);
    }

    /** @param known those of the parameters that mean something here, and perhaps others */
    static AuditQuery of(RoutingContext http, PolicyLibrary policies, List<String> known) {
        QueryParameters query = QueryParameters.of(http, known, REPEATED);
        return new AuditQuery(
                Policies.get(policies, query.find("policy").orElse(DEFAULT_POLICY)),
                query.find("minGrade").map(letter -> grade("minGrade", letter)).orElse(null),
                query.find("failOn").map(AuditQuery::severity).orElse(null),
                query.find("host").map(AuditQuery::host).orElse(null),
                query.all("format"));
    }

    /** What a command line asks for. */
    static AuditQuery of(PolicyLibrary policies, LocalAudits.Terms terms) {
        String letter = terms.minGrade();
        String severity = terms.failOn();
        return new AuditQuery(
                Policies.get(policies, terms.policy()),
                letter == null ? null : grade("minGrade", letter),
                severity == null ? null : severity(severity),
                null,
                List.of(terms.format()));
    }

    /** A plus sign that was not escaped arrives as a space. */
    static Grade grade(String parameter, String letter) {
        return Grade.find(letter.replace(' ', '+'))
                .orElseThrow(
                        () -> QueryParameters.invalid(parameter, Excerpt.of(letter) + " is not a grade: " + grades()));
    }

    static String grades() {
        return "the grades are "
                + Arrays.stream(Grade.values()).map(Grade::letter).collect(Collectors.joining(", "));
    }

    private static Severity severity(String id) {
        return Severity.find(id)
                .orElseThrow(() -> QueryParameters.invalid(
                        "failOn",
                        Excerpt.of(id) + " is not a severity: the severities are "
                                + Arrays.stream(Severity.values())
                                        .map(Severity::id)
                                        .collect(Collectors.joining(", "))));
    }

    /** What the query and the request's baseline ask of the report. */
    GateTerms terms(@Nullable SubmittedBaseline baseline) {
        return new GateTerms(minGrade, failOn, baseline == null ? null : Baseline.of(baseline.fingerprints()));
    }

    private static String host(String name) {
        if (name.isBlank()) {
            throw QueryParameters.invalid("host", "the host's name is empty: give one or leave the parameter out");
        }
        if (name.length() > MAX_HOST_LENGTH) {
            throw QueryParameters.invalid(
                    "host",
                    "the host's name is " + name.length() + " characters long: " + MAX_HOST_LENGTH + " are allowed");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw QueryParameters.invalid(
                    "host", "the host's name " + Excerpt.of(name) + " holds control characters: leave them out");
        }
        return name;
    }
}
