package io.portgrade.api;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request in a resource into a problem document: ours, the framework's, and bugs. */
public final class ProblemMappers {

    private final AllowedMethods methods;
    private final FormRefusal forms;

    ProblemMappers(AllowedMethods methods, FormRefusal forms) {
        this.methods = methods;
        this.forms = forms;
    }

    /** What this API itself refuses. */
    @ServerExceptionMapper
    public Response refused(ProblemException cause, RoutingContext http) {
        return answer(ProblemResponses.problem(cause, http), cause.headers(), http);
    }

    /** What the framework refuses. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException cause, RoutingContext http) {
        int status = cause.getResponse().getStatus();
        if (status >= 500) {
            return failed(cause, http);
        }
        if (status != Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            return answer(StatusProblem.of(status, http, null), Map.of(), http);
        }
        String allow = methods.of(http.normalizedPath());
        return answer(StatusProblem.of(status, http, allow), Map.of("Allow", allow), http);
    }

    private Response answer(Problem problem, Map<String, String> headers, RoutingContext http) {
        return forms.isFor(http) ? forms.response(problem, headers) : ProblemResponses.response(problem, headers);
    }

    /** What routes refuse: addresses that cannot be decoded. */
    @ServerExceptionMapper
    public Response refused(HttpException cause, RoutingContext http) {
        return cause.getStatusCode() >= 500
                ? failed(cause, http)
                : ProblemResponses.response(StatusProblem.of(cause.getStatusCode(), http, null), Map.of());
    }

    /** Bugs and broken infrastructure. */
    @ServerExceptionMapper
    public Response failed(Throwable cause, RoutingContext http) {
        return ProblemResponses.response(StatusProblem.ofFailure(cause, http), Map.of());
    }
}
