package io.portgrade.api;

import io.portgrade.grade.Grade;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.policy.Policy;
import io.portgrade.policy.PolicyLibrary;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the query of an audit asks for.
 *
 * @param minGrade null when no gate is asked for
 * @param host the name for a body that carries none; null when not given
 * @param format id of a rendering; null when Accept decides
 */
record AuditQuery(
        Policy policy,
        @Nullable Grade minGrade,
        @Nullable String host,
        @Nullable String format) {

    private static final List<String> KNOWN = List.of("policy", "minGrade", "host", "format");
    static final String DEFAULT_POLICY = "default";
    private static final int MAX_HOST_LENGTH = 255;

    static AuditQuery of(RoutingContext http, PolicyLibrary policies) {
        QueryParameters query = QueryParameters.of(http, KNOWN);
        return new AuditQuery(
                Policies.get(policies, query.find("policy").orElse(DEFAULT_POLICY)),
                query.find("minGrade").map(AuditQuery::grade).orElse(null),
                query.find("host").map(AuditQuery::host).orElse(null),
                query.find("format").orElse(null));
    }

    /** A plus sign that was not escaped arrives as a space. */
    private static Grade grade(String letter) {
        return Grade.find(letter.replace(' ', '+'))
                .orElseThrow(() -> QueryParameters.invalid(
                        "minGrade",
                        Excerpt.of(letter) + " is not a grade: the grades are "
                                + Arrays.stream(Grade.values())
                                        .map(Grade::letter)
                                        .collect(Collectors.joining(", "))
                                + " (in a query, write A+ as A%2B)"));
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
