package io.portgrade.api;

import io.portgrade.ingest.text.Excerpt;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The query of a request, in which nothing is ignored: a parameter that is not known, or sent twice, is refused. */
final class QueryParameters {

    private final MultiMap values;

    private QueryParameters(MultiMap values) {
        this.values = values;
    }

    /**
     * @param known the names that mean something here
     * @throws ProblemException when there is another one
     */
    static QueryParameters of(RoutingContext http, List<String> known) {
        return of(http, known, Set.of());
    }

    /** @param repeated those of the names that may be sent more than once */
    static QueryParameters of(RoutingContext http, List<String> known, Set<String> repeated) {
        if (http.request().query() == null) {
            return new QueryParameters(MultiMap.caseInsensitiveMultiMap());
        }
        MultiMap values = http.queryParams();
        for (String name : values.names()) {
            if (!known.contains(name)) {
                throw invalid(
                        name,
                        "there is no query parameter " + Excerpt.of(name) + " here: "
                                + (known.isEmpty() ? "there are none" : "known are " + String.join(", ", known)));
            }
            if (values.getAll(name).size() > 1 && !repeated.contains(name)) {
                throw invalid(name, "the query parameter " + name + " is sent more than once: send it once");
            }
        }
        return new QueryParameters(values);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    List<String> all(String name) {
        return values.getAll(name);
    }

    static ProblemException invalid(String name, String message) {
        return ProblemException.of(
                ProblemType.INVALID_PARAMETER, message, List.of(ProblemError.in("?" + name, message)));
    }
}
