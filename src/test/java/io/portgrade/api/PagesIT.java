package io.portgrade.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets. */
@QuarkusTest
class PagesIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String HTML = "text/html;charset=UTF-8";

    @TestHTTPResource("")
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?policy=k8s-node", "/?utm_source=chat", "/rules", "/rules/reuse/without-timestamps"})
    void pagesAreKeptWhileTheyDoNotChange(String path) {
        String tag = guarded(given().accept(BROWSER).get(path).then().statusCode(200))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get(path).then().statusCode(304);
        given().header("If-None-Match", "W/" + tag).get(path).then().statusCode(304);
        given().header("If-None-Match", "W/\"0\"").get(path).then().statusCode(200);
        given().header("If-Match", tag).get(path).then().statusCode(200);
        given().head(path).then().statusCode(200).contentType(HTML);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rules/no/such", "/?policy=nobody", "/rules/reuse", "/nothing"})
    void aPageThatThereIsNotIsAPageInABrowserAndAProblemElsewhere(String path) {
        guarded(given().accept(BROWSER).get(path).then().statusCode(404).contentType(HTML))
                .body(containsString("<a href=\"/rules\">"));
        given().get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void whatIsNoneOfTheApiIsAProblemInABrowserToo() {
        given().accept(BROWSER).get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void pagesKnowTheirMethods() {
        Http.assertProblem(new Http(base).send("POST", ""), 405, "method-not-allowed", "GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void fieldsThatNobodyFilledInAreNotSent(String left) {
        String report = guarded(form(Http.SYSCTL, left)
                        .post("/v1/audits?format=html")
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", "no-store"))
                .extract()
                .asString();

        assertThat(report).contains("<h1>unnamed</h1>", "/rules/reuse/without-timestamps");
    }

    @Test
    void aPersonReadsWhyAFormIsRefused() {
        guarded(form("").post("/v1/audits?format=html").then().statusCode(422))
                .body(containsString("<h1>Nothing in the request can be audited</h1>"))
                .body(containsString("every field for it is empty: fill in the settings, "))
                .body(not(containsString("API")))
                .body(not(containsString("pools")))
                .body(not(containsString("urn:portgrade")));
    }

    /** In chunks, as the client here sends a form; and with a length, as browsers do, which is refused before any resource. */
    @Test
    void aPersonReadsThatAFormIsTooLarge() {
        String tooLarge = "x".repeat(9 << 20);
        RequestSpecification announced =
                given().accept(BROWSER).contentType("text/plain").body(tooLarge);
        for (RequestSpecification request : List.of(form(tooLarge), announced)) {
            guarded(request.post("/v1/audits?format=html").then().statusCode(413))
                    .body(containsString("<h1>The body is too large</h1>"))
                    .body(containsString("A body may have 8388608 bytes at most"));
        }
    }

    /** Nothing that was pasted is lost by choosing another policy: each has a button of the same form. */
    @Test
    void everyPolicyIsAButtonOfTheForm() {
        String page = given().accept(BROWSER).get("/?policy=db-client").asString();

        assertThat(page)
                .contains("action=\"/v1/audits?format=html&amp;policy=db-client\"")
                .contains("formaction=\"/v1/audits?format=html&amp;policy=k8s-node\"")
                .contains("formaction=\"/v1/audits?format=html&amp;policy=default\"")
                .doesNotContain("href=\"/?policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json, */*"})
    void aProgramGetsTheProblem(String accept) {
        given().accept(accept)
                .multiPart("sysctl", "")
                .post("/v1/audits?format=html")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void whoDoesNotAskForHtmlInTheQueryGetsTheProblem() {
        form("").post("/v1/audits").then().statusCode(422).contentType("application/problem+json");
    }

    /** As a browser sends the start page's form. */
    private static RequestSpecification form(String sysctl) {
        return form(sysctl, "");
    }

    private static RequestSpecification form(String sysctl, String others) {
        RequestSpecification form = given().accept(BROWSER);
        for (String name : new String[] {"firewall", "sockets", "pools", "limits", "host", "os", "kernel"}) {
            form.multiPart(name, others);
        }
        form.multiPart("sysctl", sysctl);
        for (String name : new String[] {"file", "firewall", "sockets", "limits"}) {
            form.multiPart(new MultiPartSpecBuilder(new byte[0])
                    .controlName(name)
                    .fileName("")
                    .mimeType("application/octet-stream")
                    .build());
        }
        return form;
    }

    private static ValidatableResponse guarded(ValidatableResponse response) {
        return response.contentType(HTML)
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"));
    }
}
