package io.portgrade.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CatalogueIT {

    @Test
    void rulesAreListed() {
        given().get("/v1/rules")
                .then()
                .statusCode(200)
                .body("rules.id", hasItem("reuse/without-timestamps"))
                .body("rules[0].readme", equalTo(null));
    }

    @Test
    void rulesOfOneTopicAreListed() {
        given().queryParam("topic", "reuse")
                .get("/v1/rules")
                .then()
                .statusCode(200)
                .body("rules.id", everyItem(startsWith("reuse/")));
    }

    @Test
    void ruleIsExplained() {
        given().get("/v1/rules/reuse/without-timestamps")
                .then()
                .statusCode(200)
                .body("severity", equalTo("high"))
                .body("origin", equalTo("shipped"))
                .body("readme", not(equalTo(null)));
        given().accept("text/markdown")
                .get("/v1/rules/reuse/without-timestamps")
                .then()
                .statusCode(200)
                .contentType("text/markdown;charset=UTF-8");
    }

    @Test
    void policyIsDescribed() {
        given().get("/v1/policies").then().statusCode(200).body("policies.name", hasItem("default"));
        given().get("/v1/policies/default")
                .then()
                .statusCode(200)
                .body("thresholds.maxFinTimeoutSeconds", equalTo(60))
                .body("thresholds.usablePorts.limits.critical", equalTo(1024));
    }

    @Test
    void unchangedDocumentsAreNotSentAgain() {
        String tag = given().get("/v1/rules").header("ETag");

        given().header("If-None-Match", tag).get("/v1/rules").then().statusCode(304);
        given().head("/v1/rules").then().statusCode(200);
    }
}
