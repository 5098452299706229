package io.portgrade.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the framework would answer though it means nothing: OPTIONS where there is no address, DELETE of the metrics. */
@Singleton
final class RefusedMethods {

    private static final Pattern OPERATIONS = Pattern.compile("/q/(metrics|health)(/.*)?");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String ALLOWED = "GET, HEAD";

    private final Provider<AllowedMethods> methods;

    /** @param methods known only when the routes are */
    @Inject
    RefusedMethods(Provider<AllowedMethods> methods) {
        this.methods = methods;
    }

    @Nullable
    ProblemException problem(RoutingContext http) {
        HttpMethod method = http.request().method();
        boolean operations = !READING.contains(method)
                && OPERATIONS.matcher(http.normalizedPath()).matches();
        boolean options = method.equals(HttpMethod.OPTIONS);
        if (!operations && !options || isKnown(http.normalizedPath())) {
            return null;
        }
        return operations ? problem(405, http, ALLOWED).withHeader("Allow", ALLOWED) : problem(404, http, null);
    }

    private boolean isKnown(String path) {
        return !methods.get().of(path).isEmpty();
    }

    private static ProblemException problem(int status, RoutingContext http, @Nullable String allow) {
        return ProblemException.of(
                ProblemType.ofStatus(status),
                StatusProblem.of(status, http, allow).detail());
    }
}
