package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A firewall from the request to the report. */
@QuarkusTest
class FirewallsIT {

    private static final String STATELESS = """
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -p tcp -m tcp --dport 32768:61000 -j ACCEPT
            -A INPUT -p udp -m udp --dport 32768:61000 -j ACCEPT
            COMMIT
            """;

    @TestHTTPResource("")
    URI base;

    @Test
    void partsTellExactlyWhichPortsAreLost() {
        String body = part("host", "", "web-17")
                + part("sysctl", "", "net.ipv4.ip_local_port_range = 1024 65535")
                + part("firewall", "; filename=\"fw/web.rules\"", STATELESS)
                + "--b--\r\n";

        JsonNode report = Http.json(http().post("/v1/audits", "multipart/form-data; boundary=b", body));

        assertThat(report.at("/firewallDocuments/0/source").asText()).isEqualTo("fw/web.rules");
        assertThat(report.at("/firewallDocuments/0/format").asText()).isEqualTo("iptables-save");
        JsonNode path = report.at("/firewallAnalysis/0");
        assertThat(path.path("direction").asText()).isEqualTo("return");
        assertThat(path.path("allowed")).hasToString("[\"32768-61000\"]");
        assertThat(path.path("blocked")).hasToString("[\"1024-32767\",\"61001-65535\"]");
        assertThat(path.path("unknown")).isEmpty();
        assertThat(path.at("/gaps/0/witness"))
                .hasToString("{\"protocol\":\"tcp\",\"source\":\"203.0.113.7:443\",\"destinationPort\":1024,"
                        + "\"state\":\"ESTABLISHED\",\"packet\":\"SYN/ACK\",\"flags\":[\"SYN\",\"ACK\"]}");
        assertThat(path.at("/gaps/1/decidedBy"))
                .hasToString("{\"source\":\"fw/web.rules\",\"line\":2,\"text\":\"policy DROP of INPUT\"}");
        assertThat(report.at("/findings/0/rule").asText()).isEqualTo("firewall/return-traffic-gap");
        assertThat(report.at("/findings/0/severity").asText()).isEqualTo("critical");
        assertThat(report.at("/findings/0/remediation/commands/0").asText())
                .isEqualTo("iptables -I INPUT 4 -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT");
    }

    @Test
    void jsonIsHeldAgainstItsDestinations() {
        String body = """
                {"host": {"name": "web-17", "os": "linux", "addresses": ["192.0.2.10", "nonsense"], "interface": "eth0"},
                 "firewall": [{"format": "iptables-save", "content": "*filter\\n:INPUT DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n\
                -A INPUT -i eth0 -s 10.0.5.0/24 -m conntrack --ctstate ESTABLISHED -j ACCEPT\\nCOMMIT\\n"}],
                 "pools": [{"framework": "generic", "requestsPerSecond": 1,
                            "destination": {"host": "10.0.5.12", "port": 5432}}]}""";

        JsonNode report = Http.json(http().post("/v1/audits", Http.JSON, body));

        assertThat(report.path("firewallAnalysis").findValuesAsText("destination"))
                .contains("any", "10.0.5.12:5432");
        assertThat(report.path("findings").findValuesAsText("rule"))
                .noneMatch(rule -> rule.startsWith("firewall/return"));
        assertThat(report.path("diagnostics").findValuesAsText("message"))
                .anyMatch(message -> message.contains("held against 32768-60999"))
                .anyMatch(message -> message.contains("nonsense"));
    }

    @Test
    void anUnknownFormatIsRefusedByItsPlace() {
        HttpResponse<byte[]> response = http().post(
                        "/v1/audits",
                        Http.JSON,
                        "{\"host\": {\"name\": \"a\"}, \"firewall\": [{\"format\": \"ipfw\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).path("errors").findValuesAsText("pointer"))
                .containsExactly("/firewall/0/format", "/firewall/0/content");
        assertThat(Http.json(response).path("detail").asText())
                .contains("iptables-save")
                .contains("windows-netsh");
    }

    @Test
    void aTextThatIsNoFirewallIsNotPassed() {
        String body = "{\"host\": {\"name\": \"a\"}, \"sysctl\": \"net.ipv4.tcp_fin_timeout = 60\","
                + " \"firewall\": [{\"content\": \"bash: nft: command not found\"}]}";

        JsonNode report = Http.json(http().post("/v1/audits", Http.JSON, body));

        assertThat(report.path("firewallDocuments"))
                .hasToString("[{\"source\":\"firewall[0]\",\"ruleLines\":0,\"modelledLines\":0}]");
        assertThat(report.path("notAssessed")).anySatisfy(rule -> {
            assertThat(rule.path("rule").asText()).isEqualTo("firewall/return-traffic-gap");
            assertThat(rule.path("kind").asText()).isEqualTo("not-parsable");
        });
        assertThat(report.path("diagnostics").findValuesAsText("message"))
                .anyMatch(message -> message.contains("send what nft list ruleset prints, run as root"));
    }

    private static String part(String name, String parameters, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + parameters + "\r\n\r\n" + content
                + "\r\n";
    }

    private Http http() {
        return new Http(base);
    }
}
