package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name means the same in every dialect that has names. */
class NumberNamesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ssh, 22",
        "spamd, 8025",
        "bacula-dir, 9101",
        "webcache, 8080",
        "zabbix-agent, 10050",
        "git, 9418",
        "nut, 3493",
        "65535, 65535",
    })
    void services(String name, int port) {
        String iptables = "*filter\n:INPUT DROP\n:OUTPUT ACCEPT\n-A INPUT -p tcp -m tcp --dport %s -j ACCEPT\nCOMMIT\n";
        String pf = "block in\npass in proto tcp to any port %s\n";
        String nft = "table ip t {\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n"
                + "\t\ttcp dport %s accept\n\t}\n}\n";

        for (String text : new String[] {iptables, pf, nft}) {
            Verdicts verdicts = Verdicts.of(text.formatted(name));
            assertThat(verdicts.messages()).as(text).isEmpty();
            assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).as(text).hasToString(String.valueOf(port));
        }
    }
}
