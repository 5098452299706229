package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check between the tests and the service lets through what the contract allows, and nothing else. */
class ContractCheckTest {

    private static final String POLICY = "{'name':'default','version':'1.0.0','summary':'Any host.'}";
    private static final String PROBLEM =
            "{'type':'urn:portgrade:problem:not-found','title':'Nothing is here','status':404,"
                    + "'detail':'look elsewhere','instance':'/v1/nothing'}";

    @Test
    void whatTheContractAllowsIsLetThrough() {
        assertThat(complaints("/v1/policies", 200, Http.JSON, "{'policies':[" + POLICY + "]}"))
                .isEmpty();
        assertThat(complaints("/v1/nothing", 404, Problem.MEDIA_TYPE, PROBLEM)).isEmpty();
        assertThat(complaints("/q/metrics", 200, Http.TEXT, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a required property is missing | {}                                                      | policies
        a property is of another type  | {'policies':'none'}                                     | policies
        a property is not known        | {'policies':[],'count':0}                               | count
        deep down                      | {'policies':[{'name':7,'version':'1','summary':'s'}]}   | name
        """)
    void wrongAnswerIsFound(String what, String answer, String name) {
        assertThat(complaints("/v1/policies", 200, Http.JSON, answer)).as(what).anyMatch(found -> found.contains(name));
    }

    @Test
    void statusAndTypeThatAreNotDocumentedAreFound() {
        assertThat(complaints("/v1/policies", 201, Http.JSON, "{'policies':[]}"))
                .containsExactly("an answer of 201");
        assertThat(complaints("/v1/policies", 409, Problem.MEDIA_TYPE, PROBLEM)).containsExactly("an answer of 409");
        assertThat(complaints("/v1/policies", 200, "text/csv", "")).containsExactly("an answer of the type text/csv");
    }

    @Test
    void errorThatIsNoProblemIsFound() {
        assertThat(complaints("/v1/nothing", 404, "text/html", "<h1>"))
                .containsExactly("a problem of the type text/html");
        assertThat(complaints("/v1/nothing", 404, Problem.MEDIA_TYPE, "{'status':404}"))
                .isNotEmpty();
    }

    @Test
    void eachLineOfABatchIsLookedAt() {
        String good = "{'line':1,'error':" + PROBLEM + "}\n";
        Exchange exchange = batch(good + "{'line':2}\n");

        assertThat(ContractCheck.complaints(batch(good))).isEmpty();
        assertThat(ContractCheck.complaints(exchange)).isNotEmpty();
    }

    @Test
    void requestThatWasTakenIsLookedAt() {
        assertThat(ContractCheck.complaints(simulation("?polcy=default", "{'changes':{}}")))
                .contains("a parameter polcy");
        assertThat(ContractCheck.complaints(simulation("", "{'change':{}}")))
                .anyMatch(found -> found.contains("changes"))
                .anyMatch(found -> found.contains("'change'"));
    }

    private static Exchange simulation(String query, String body) {
        return new Exchange("POST", "/v1/simulations" + query, Http.JSON, json(body), 200, Http.JSON, json("{}"));
    }

    private static Exchange batch(String answer) {
        String lines = "application/x-ndjson";
        return new Exchange("POST", "/v1/audits/batch", lines, json(""), 200, lines, json(answer));
    }

    private static List<String> complaints(String target, int status, String type, String answer) {
        return ContractCheck.complaints(new Exchange("GET", target, "", json(""), status, type, json(answer)));
    }

    private static byte[] json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"').getBytes(UTF_8);
    }
}
