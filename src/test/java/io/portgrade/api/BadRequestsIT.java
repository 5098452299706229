package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class BadRequestsIT {

    private static final String AUDITS = "/v1/audits";
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    @TestHTTPResource("")
    URI base;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"texts", "documents", "forms"})
    void bodyIsRefusedWithItsRemedy(
            String name, String contentType, String body, int status, String type, String remedy) {
        HttpResponse<byte[]> response = http().post(AUDITS + "?host=h", contentType, body.getBytes(ISO_8859_1));

        Http.assertProblem(response, status, type, remedy);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().map()).doesNotContainKey("server");
    }

    static Stream<Arguments> texts() {
        String form = "application/x-www-form-urlencoded";
        return Stream.of(
                arguments("empty text", "text/plain", "", 400, "empty-body", "sysctl -a"),
                arguments("blank text", "text/plain", " \n\n", 400, "empty-body", "sysctl -a"),
                arguments("prose", "text/plain", "Dear all,\nthe ports ran out.", 422, "nothing-readable", "sysctl -a"),
                arguments("NUL bytes", "text/plain", "\0\0\0\0", 400, "empty-body", "sysctl -a"),
                arguments("noise", "text/plain", "\1\2\3\u00ff\u00fe", 422, "nothing-readable", "sysctl -a"),
                arguments("curl -d", form, "a=b", 415, "unsupported-media-type", "--data-binary @-"),
                arguments("curl -d", form, "a=b", 415, "unsupported-media-type", "-H 'Content-Type: text/plain'"),
                arguments("XML", "application/xml", "<a/>", 415, "unsupported-media-type", "application/json"),
                arguments("no type", "", "a", 415, "unsupported-media-type", "application/json"),
                arguments("no such type", "///", "a", 415, "unsupported-media-type", "application/json"),
                arguments(
                        "no such charset", "text/plain;charset=klingon", "a", 415, "unsupported-media-type", "UTF-8"));
    }

    static Stream<Arguments> documents() {
        String deep = "{\"host\":{},\"pools\":[{\"settings\":{\"a\":" + "[".repeat(10_000);
        return Stream.of(
                json("empty", "", "empty-body", "send an object"),
                json("blank", " \n", "empty-body", "send an object"),
                json(
                        "cut short",
                        "{\"host\":{",
                        "malformed-json",
                        "line 1, column 10: the document ends in the middle"),
                json("second line", "{\n  oops}", "malformed-json", "correct the JSON there"),
                json("line of an error", "{\n  oops}", "malformed-json", "line 2"),
                json(
                        "array",
                        "[]",
                        "invalid-field",
                        "expected an object, found an array: /v1/audits/batch takes several hosts"),
                json("deep array", "[".repeat(100_000), "invalid-field", "expected an object"),
                json("deep", deep, "malformed-json", "deeper than 64"),
                json("many values", "{\"files\":[" + "null,".repeat(500_000), "malformed-json", "more than 500000"),
                json("long number", "{\"pools\":[{\"instances\":" + "1".repeat(2_000), "malformed-json", "too long"),
                json("text", "\"a\"", "invalid-field", "expected an object"),
                json("number", "1", "invalid-field", "expected an object"),
                json("null", "null", "invalid-field", "send an object"),
                json("trailing garbage", "{\"sysctl\":\"a\"}x", "malformed-json", "line 1"),
                json("two documents", "{\"sysctl\":\"a\"}{}", "malformed-json", "send one document"),
                json("duplicate key", "{\"sysctl\":\"a\",\"sysctl\":\"b\"}", "malformed-json", "uplicate field"),
                json("invalid UTF-8", "{\"sysctl\":\"\u00ff\"}", "malformed-json", "UTF-8"),
                json("NUL byte", "{\"sysctl\":\"\0\"}", "malformed-json", "line 1"),
                json("unknown property", "{\"sysctl\":\"a\",\"syctl\":\"b\"}", "unknown-property", "/syctl"),
                json("unknown property names known ones", "{\"host\":{\"nam\":\"b\"}}", "unknown-property", "kernel"),
                json("wrong type", "{\"sysctl\":12}", "invalid-field", "/sysctl: expected text, found a number"),
                json("object for text", "{\"sysctl\":{}}", "invalid-field", "/sysctl: expected text, found an object"),
                json("text for object", "{\"host\":\"web\"}", "invalid-field", "/host: expected an object, found text"),
                json("text for array", "{\"files\":\"a\"}", "invalid-field", "/files: expected an array, found text"),
                json("number for setting", "{\"settings\":{\"a/b\":1}}", "invalid-field", "/settings/a~1b"),
                json("fraction", "{\"pools\":[{\"instances\":1.5}]}", "invalid-field", "/pools/0/instances"),
                json(
                        "too large a number",
                        "{\"pools\":[{\"instances\":99999999999}]}",
                        "invalid-field",
                        "whole number"),
                json("no such system", "{\"host\":{\"os\":\"plan9\"}}", "invalid-field", "linux, freebsd"),
                json("no such framework", "{\"pools\":[{\"framework\":\"x\"}]}", "invalid-field", "hikaricp"),
                arguments("no rule's", "text/plain", "vm.swappiness = 10\n", 422, "nothing-readable", "sysctl -a"),
                arguments(
                        "denied",
                        "text/plain",
                        "sysctl: permission denied on key 'net.ipv4.tcp_fin_timeout'\n",
                        422,
                        "nothing-readable",
                        "sysctl -a"),
                arguments("nothing", "application/json", "{}", 422, "nothing-readable", "sysctl -a"));
    }

    private static Arguments json(String name, String body, String type, String remedy) {
        return arguments(name, "application/json", body, 400, type, remedy);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form("no boundary", "multipart/form-data", "x", "malformed-multipart", "boundary"),
                form("not multipart", MULTIPART, "x", "malformed-multipart", "boundary"),
                form("empty", MULTIPART, "", "malformed-multipart", "boundary"),
                form("no end", MULTIPART, "--b\r\n" + named("sysctl") + "a", "malformed-multipart", "closing boundary"),
                form("no name", MULTIPART, "--b\r\nA: b\r\n\r\na\r\n--b--\r\n", "malformed-multipart", "name="),
                form("unknown part", MULTIPART, parts("sysctl", "syctl"), "unknown-part", "known are host, os, kernel"),
                form("sent twice", MULTIPART, parts("sysctl", "sysctl"), "malformed-multipart", "more than once"),
                form("file without a name", MULTIPART, parts("file"), "invalid-field", "filename="),
                form("pools", MULTIPART, parts("pools"), "malformed-json", "/pools: line 1"),
                form("settings", MULTIPART, parts("settings"), "malformed-json", "/settings: line 1"));
    }

    private static Arguments form(String name, String contentType, String body, String type, String remedy) {
        return arguments(name, contentType, body, 400, type, remedy);
    }

    private static String parts(String... names) {
        StringBuilder body = new StringBuilder();
        for (String name : names) {
            body.append("--b\r\n").append(named(name)).append("kernel.ostype = Linux\r\n");
        }
        return body.append("--b--\r\n").toString();
    }

    private static String named(String name) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n";
    }

    @ParameterizedTest
    @MethodSource
    void queryIsRefusedWithItsRemedy(String query, int status, String type, String remedy) {
        Http.assertProblem(http().post(AUDITS + query, Http.TEXT, Http.SYSCTL), status, type, remedy);
    }

    static Stream<Arguments> queryIsRefusedWithItsRemedy() {
        return Stream.of(
                arguments("?policy=nope", 404, "unknown-policy", "db-client, default"),
                arguments("?minGrade=Z", 400, "invalid-parameter", "A+, A, B, C, D, F"),
                arguments("?polcy=default", 400, "invalid-parameter", "policy, minGrade, failOn, host, format"),
                arguments("?Policy=default", 400, "invalid-parameter", "policy, minGrade, failOn, host, format"),
                arguments("?host=a&host=b", 400, "invalid-parameter", "send it once"),
                arguments("?host=", 400, "invalid-parameter", "leave the parameter out"),
                arguments("?host=a%0Ab", 400, "invalid-parameter", "control characters"),
                arguments("?host=" + "a".repeat(256), 400, "invalid-parameter", "255 are allowed"),
                arguments("?format=nope", 406, "not-acceptable", "json (application/json)"),
                arguments("?format=json&format=sarif", 406, "not-acceptable", "sarif (application/sarif+json)"),
                arguments("?host=" + "a".repeat(9_000), 414, "uri-too-long", "8192"));
    }

    @ParameterizedTest
    @MethodSource
    void frameworkSpeaksInProblemsToo(
            String method, String path, String accept, int status, String type, String remedy) {
        Http.assertProblem(http().send(method, path, "Accept", accept), status, type, remedy);
    }

    static Stream<Arguments> frameworkSpeaksInProblemsToo() {
        return Stream.of(
                arguments("GET", "/nope", "*/*", 404, "not-found", "/q/openapi"),
                arguments("GET", "/v1/rules/a", "*/*", 404, "not-found", "/q/openapi"),
                arguments("GET", "/q/nope", "*/*", 404, "not-found", "/q/openapi"),
                arguments("GET", "/v1/audits", "*/*", 405, "method-not-allowed", "use OPTIONS, POST"),
                arguments("BREW", "/v1/rules", "*/*", 405, "method-not-allowed", "use GET, HEAD, OPTIONS"),
                arguments("OPTIONS", "/nope", "*/*", 404, "not-found", "/q/openapi"),
                arguments("OPTIONS", "/v1/rules/a", "*/*", 404, "not-found", "/q/openapi"),
                arguments("DELETE", "/q/metrics", "*/*", 405, "method-not-allowed", "use GET, HEAD"),
                arguments("POST", "/q/health/ready", "*/*", 405, "method-not-allowed", "use GET, HEAD"),
                arguments("PUT", "/q/openapi", "*/*", 405, "method-not-allowed", "use GET, HEAD, OPTIONS"),
                arguments("GET", "/v1/rules", "text/html", 406, "not-acceptable", "application/json"),
                arguments("GET", "/v1/policies", "nonsense", 400, "malformed-request", "Accept"),
                arguments(
                        "GET", "/v1/rules/reuse/recycle-enabeld", "*/*", 404, "unknown-rule", "reuse/recycle-enabled"),
                arguments("GET", "/v1/rules?topic=x", "*/*", 400, "invalid-parameter", "fin-timeout"),
                arguments("GET", "/v1/rules?a=b", "*/*", 400, "invalid-parameter", "known are topic"),
                arguments("GET", "/v1/policies/nope", "*/*", 404, "unknown-policy", "db-client, default"),
                arguments("GET", "/v1/policies?a=b", "*/*", 400, "invalid-parameter", "there are none"));
    }

    @Test
    void methodsThatAreAllowedAreNamed() {
        assertThat(http().send("PUT", "/v1/audits").headers().firstValue("Allow"))
                .contains("OPTIONS, POST");
        assertThat(http().send("OPTIONS", "/v1/audits").headers().firstValue("Allow"))
                .contains("OPTIONS, POST");
        assertThat(http().send("OPTIONS", "/v1/rules").headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS");
        assertThat(http().send("DELETE", "/q/metrics").headers().firstValue("Allow"))
                .contains("GET, HEAD");
    }

    @Test
    void acceptMayNotContradictFormat() {
        HttpResponse<byte[]> response =
                http().post(AUDITS + "?format=json", Http.TEXT, Http.SYSCTL, "Accept", "text/html");

        Http.assertProblem(response, 406, "not-acceptable", "json (application/json)");
    }

    @Test
    void compressedBodiesAreNotRead() {
        HttpResponse<byte[]> response =
                http().post(AUDITS, Http.TEXT, Http.SYSCTL.getBytes(ISO_8859_1), "Content-Encoding", "gzip");

        Http.assertProblem(response, 415, "unsupported-media-type", "without compression");
    }

    @Test
    void hostMayNotBeMissing() {
        HttpResponse<byte[]> response = http().post(AUDITS, Http.JSON, "{\"sysctl\":\"a = b\"}");

        Http.assertProblem(response, 400, "invalid-field", "?host=");
        assertThat(Http.json(response).at("/errors/0/pointer").asText()).isEqualTo("/host");
    }

    @Test
    void unreadableTextIsExplainedLineByLine() {
        JsonNode errors = Http.json(http().post(AUDITS, Http.TEXT, "Dear all,\nthe ports ran out.".getBytes(UTF_8)))
                .path("errors");

        assertThat(errors.at("/0/source").asText()).isEqualTo("sysctl");
        assertThat(errors.at("/0/line").asInt()).isEqualTo(1);
        assertThat(errors.at("/0/message").asText()).contains("Dear all");
    }

    @Test
    void headersMayNotBeTooLarge() {
        HttpResponse<byte[]> response = http().send("GET", "/v1/rules", "X-Large", "a".repeat(20_000));

        Http.assertProblem(response, 431, "headers-too-large", "16384");
    }

    private Http http() {
        return new Http(base);
    }
}
