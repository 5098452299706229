package io.portgrade.api;

import io.portgrade.report.Pages;
import io.portgrade.report.Pages.Complaint;
import io.portgrade.report.Pages.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says to people why their form was refused, or that a page is none. A problem document is the answer to everyone else: only
 * who names {@code text/html} in Accept, as a browser does, and asks for a page, gets the problem as one. What asks for a
 * page is a query for the report as HTML, or an address outside of the API.
 */
@Singleton
final class FormRefusal {

    private final Provider<Pages> made;

    /** @param made on the first refusal: templates would delay the start */
    @Inject
    FormRefusal(Provider<Pages> made) {
        this.made = made;
    }

    boolean isFor(RoutingContext http) {
        String accept = http.request().getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.toLowerCase(Locale.ROOT).contains(Documents.HTML)
                && (asksForPage(http.request().query()) || asksForPage(http));
    }

    /** Looked for undecoded, as a form has it: what is refused may be a query that cannot be decoded. */
    private static boolean asksForPage(@Nullable String query) {
        return query != null && List.of(query.split("&")).contains("format=html");
    }

    private static boolean asksForPage(RoutingContext http) {
        try {
            return isPage(http.normalizedPath());
        } catch (IllegalArgumentException e) {
            return true; // it cannot be decoded
        }
    }

    /** What is no address of the API is one of a page, whether there is one or not. */
    static boolean isPage(@Nullable String path) {
        return path != null && !path.startsWith("/v1/") && !path.startsWith("/q/");
    }

    /** A problem's detail, which begins small and without a full stop, as a sentence; a pointer stays what it is. */
    static String sentence(String detail) {
        String begun = detail.isEmpty() ? "" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    Response response(Problem problem, Map<String, String> headers) {
        Pages pages = made.get();
        Refusal refusal = new Refusal(
                problem.status(),
                problem.title(),
                sentence(problem.detail()),
                problem.errors().stream().map(FormRefusal::complaint).toList());
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Documents.HTML + ";charset=UTF-8")
                .header("Cache-Control", "no-store")
                .entity(pages.refusal(refusal));
        headers.forEach(response::header);
        pages.headers().forEach(response::header);
        return response.build();
    }

    /** The same from a route. */
    void send(RoutingContext http, Problem problem, Map<String, String> headers) {
        if (http.response().ended() || http.response().closed()) {
            return;
        }
        try (Response response = response(problem, headers)) {
            http.response().setStatusCode(response.getStatus());
            response.getStringHeaders()
                    .forEach((name, values) -> http.response().putHeader(name, values));
            http.response().end((String) response.getEntity());
        }
    }

    private static Complaint complaint(ProblemError error) {
        return new Complaint(place(error), error.message());
    }

    private static @Nullable String place(ProblemError error) {
        String source = error.pointer() == null ? error.source() : error.pointer();
        return source == null || error.line() == null ? source : source + ":" + error.line();
    }
}
