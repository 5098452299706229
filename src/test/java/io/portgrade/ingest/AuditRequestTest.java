package io.portgrade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.ingest.AuditRequest.EarlierHost;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditRequestTest {

    @Test
    void readsTheContractsExample() throws JsonProcessingException {
        AuditRequest request = parse("""
                {
                  "host": {"name": "web-17", "os": "linux", "kernel": "6.8.0-45-generic", "labels": {"role": "proxy"},
                           "addresses": ["192.0.2.10"], "interface": "eth0"},
                  "sysctl": "net.ipv4.ip_local_port_range = 32768\\t60999\\n",
                  "files": [{"path": "/etc/sysctl.d/90-net.conf", "content": "net.ipv4.tcp_tw_reuse = 1\\n"}],
                  "settings": {"net.ipv4.tcp_tw_reuse": "1", "net.ipv4.tcp_fin_timeout": 15},
                  "firewall": [{"format": "iptables-save", "content": "*filter\\n", "path": "fw/web.rules"}],
                  "pools": [{"name": "orders-db", "framework": "hikaricp", "settings": {"maximumPoolSize": 20},
                             "destination": {"host": "10.0.5.12", "port": 5432, "protocol": "tcp"}, "instances": 4,
                             "requestsPerSecond": 500, "closedBy": "client", "sourceAddress": "10.0.0.7",
                             "socketOptions": ["SO_REUSEADDR"], "serverMaxConnections": 100}],
                  "sockets": "State Recv-Q",
                  "limits": "open files (-n) 1024"
                }
                """);

        assertThat(request.validate()).isEmpty();
        assertThat(request.host())
                .isEqualTo(new AuditRequest.SubmittedHost(
                        "web-17", "linux", "6.8.0-45-generic", Map.of("role", "proxy"), List.of("192.0.2.10"), "eth0"));
        assertThat(request.settings()).containsEntry("net.ipv4.tcp_fin_timeout", "15");
        assertThat(request.pools().get(0).settings()).isEqualTo(Map.of("maximumPoolSize", 20));
        assertThat(request.firewall().get(0).path()).isEqualTo("fw/web.rules");
    }

    @Test
    void takesNullForAbsent() throws JsonProcessingException {
        AuditRequest request = parse("""
                {"host": {"name": null, "labels": null, "addresses": [null]}, "sysctl": null, "files": null,
                 "settings": null, "firewall": null, "pools": null, "sockets": null, "limits": null}
                """);

        assertThat(request.validate()).isEmpty();
        assertThat(request.settings()).isEmpty();
        assertThat(parse("{}").validate()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void namesTheInvalidField(String json, String pointer) throws JsonProcessingException {
        assertThat(parse(json).validate()).extracting(InvalidField::pointer).containsExactly(pointer);
    }

    static Stream<Arguments> namesTheInvalidField() {
        return Stream.of(
                argumentSet("empty name", "{\"host\": {\"name\": \" \"}}", "/host/name"),
                argumentSet("long name", "{\"host\": {\"name\": \"" + "x".repeat(256) + "\"}}", "/host/name"),
                argumentSet("unknown system", "{\"host\": {\"os\": \"solaris\"}}", "/host/os"),
                argumentSet("no path", "{\"files\": [{\"content\": \"\"}]}", "/files/0/path"),
                argumentSet("no content", "{\"files\": [{\"path\": \"a.conf\"}]}", "/files/0/content"),
                argumentSet("no file", "{\"files\": [null]}", "/files/0"),
                argumentSet("no firewall", "{\"firewall\": [null]}", "/firewall/0"),
                argumentSet("no pool", "{\"pools\": [null]}", "/pools/0"),
                argumentSet("too many pools", "{\"pools\": [" + "null,".repeat(10_000) + "null]}", "/pools"),
                argumentSet("no finding", "{\"baseline\": {\"findings\": [null]}}", "/baseline/findings/0"),
                argumentSet(
                        "no fingerprint",
                        "{\"baseline\": {\"findings\": [{\"fingerprint\": \"\"}, {}]}}",
                        "/baseline/findings/1/fingerprint"),
                argumentSet("no findings", "{\"baseline\": {}}", "/baseline/findings"),
                argumentSet("no value", "{\"settings\": {\"net/a~b\": null}}", "/settings/net~1a~0b"),
                argumentSet("too many files", "{\"files\": [" + "null,".repeat(1_000) + "null]}", "/files"));
    }

    @Test
    void acceptsTheLongestName() throws JsonProcessingException {
        assertThat(parse("{\"host\": {\"name\": \"" + "x".repeat(255) + "\"}}").validate())
                .isEmpty();
        String file = "{\"path\": \"a\", \"content\": \"\"}";
        assertThat(parse("{\"files\": [" + (file + ",").repeat(999) + file + "]}")
                        .validate())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "db-1, web-17, true",
        "web-17, web-17, false",
        "unnamed, web-17, false",
        "db-1, unnamed, false",
        ", web-17, false"
    })
    void saysThatTheBaselineIsOfAnotherHost(@Nullable String earlier, String name, boolean said) {
        assertThat(differences(new EarlierHost(earlier), "default", "1.0.0", "1.0.0", name))
                .hasSize(said ? 1 : 0)
                .allMatch(message -> message.startsWith("is a report of \"db-1\", not of \"web-17\""));
        assertThat(differences(null, "default", "1.0.0", "1.0.0", name)).isEmpty();
    }

    @Test
    void saysThatTheBaselineWasMadeWithOtherRulesOrAnotherPolicy() {
        assertThat(differences(null, "database", "1.0.0", "0.9.0", "web-17"))
                .containsExactly(
                        "was made with policy \"database 1.0.0\", not with \"default 1.0.0\":"
                                + " what only one of them finds counts as new, or as gone",
                        "was made with rule pack \"0.9.0\", not with \"1.0.0\":"
                                + " what only one of them finds counts as new, or as gone");
        assertThat(differences(null, "default", "0.9.0", null, "web-17"))
                .singleElement(STRING)
                .startsWith("was made with policy \"default 0.9.0\", not with \"default 1.0.0\"");
        assertThat(differences(null, "database", null, null, "web-17"))
                .singleElement(STRING)
                .startsWith("was made with policy \"database\", not with \"default\"");
        assertThat(differences(null, null, null, null, "web-17")).isEmpty();
    }

    private static List<String> differences(
            @Nullable EarlierHost host,
            @Nullable String policy,
            @Nullable String version,
            @Nullable String rulePack,
            String name) {
        return new SubmittedBaseline(List.of(), host, policy, version, rulePack)
                .differences(name, "default", "1.0.0", "1.0.0").stream()
                        .map(Diagnostic::message)
                        .toList();
    }

    @Test
    void namesTheKnownSystems() throws JsonProcessingException {
        assertThat(parse("{\"host\": {\"os\": \"solaris\"}}").validate())
                .singleElement()
                .extracting(InvalidField::message)
                .asString()
                .contains("\"solaris\"", "linux, freebsd, macos, windows");
    }

    private static AuditRequest parse(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, AuditRequest.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"host\": {\"name\": \"a\\u001b[31m\"}}', /host/name",
        "'{\"host\": {\"kernel\": \"6.8\\r\\n\"}}', /host/kernel",
        "'{\"files\": [{\"path\": \"a\\n.conf\", \"content\": \"\"}]}', /files/0/path",
        "'{\"host\": {\"labels\": {\"role\": \"\\u0007\"}}}', /host/labels/role",
    })
    void refusesControlCharactersInWhatIsShown(String json, String pointer) throws JsonProcessingException {
        assertThat(parse(json).validate()).extracting(InvalidField::pointer).containsExactly(pointer);
    }
}
