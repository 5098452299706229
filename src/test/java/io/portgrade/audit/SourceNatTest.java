package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.finding.Evidence;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.report.ReportedFinding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of source NAT only what connections of the host itself meet takes ports from them. */
class SourceNatTest {

    private static final String RULE = "firewall/snat-range-too-small";
    private static final String KNOWN = "\"interface\": \"eth0\", \"addresses\": [\"10.1.1.5\"],";
    private static final String DATABASE = "\"10.1.1.1\", \"port\": 5432, \"protocol\": \"tcp\"";
    private static final SnapshotReader READER =
            new SnapshotReader(SettingKeyTable.with(TestAudits.RULES.catalogue().namedSettings()));

    /** NO when it meets none, MAY and MUST when the finding says that it may, or that it does. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            everything                | -j MASQUERADE                          | MUST
            another destination       | -d 10.9.9.0/24 -j MASQUERADE           | NO
            its destination           | -d 10.1.1.0/24 -j MASQUERADE           | MUST
            all but its destination   | ! -d 10.1.1.0/24 -j MASQUERADE         | NO
            another port              | -m tcp --dport 25 -j MASQUERADE        | NO
            its port                  | -m tcp --dport 5432 -j MASQUERADE      | MUST
            another source            | -s 172.17.0.0/16 -j MASQUERADE         | NO
            its source                | -s 10.1.0.0/16 -j MASQUERADE           | MUST
            another interface         | -o wg0 -j MASQUERADE                   | NO
            its interface             | -o eth0 -j MASQUERADE                  | MUST
            what is not modelled      | -m statistic --mode nth --every 2 --packet 0 -j MASQUERADE | MAY
            """)
    void conditions(String name, String rule, String met) throws JsonProcessingException {
        assertThat(met(nat("-A POSTROUTING -p tcp " + rule + " --to-ports 61000-62000"), KNOWN, DATABASE))
                .isEqualTo(met);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            below one that accepts      | -A POSTROUTING -o eth0 -j ACCEPT;-A POSTROUTING -p tcp -j M                | NO
            below one that may          | -A POSTROUTING -m limit --limit 1/s -j ACCEPT;-A POSTROUTING -p tcp -j M   | MAY
            below one that translates   | -A POSTROUTING -o eth0 -j MASQUERADE;-A POSTROUTING -p tcp -j M            | NO
            in a chain that is called   | -N OWN;-A POSTROUTING -o eth0 -j OWN;-A OWN -p tcp -j M                    | MUST
            in one that no one calls    | -N OWN;-A OWN -p tcp -j M                                                  | NO
            of what goes elsewhere      | -A OUTPUT -p tcp -j DNAT --to-destination 10.9.9.9;-A POSTROUTING -p tcp -d 10.9.9.0/24 -j M | MAY
            """)
    void order(String name, String rules, String met) throws JsonProcessingException {
        String text =
                rules.replace(';', '\n').replace("-j M", "-j MASQUERADE").replace("MASQUERADEASQUERADE", "MASQUERADE");
        String small = text.substring(0, text.lastIndexOf("MASQUERADE")) + "MASQUERADE --to-ports 61000-62000";

        assertThat(met(nat(small), KNOWN, DATABASE)).isEqualTo(met);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing is known      | -o eth0                 | ''                                      | ''           | host.interface, host.addresses, pools
            the interface is not  | -o eth0                 | '"addresses": ["10.1.1.5"],'            | 10.1.1.1     | host.interface
            the address is not    | -s 10.1.0.0/16          | '"interface": "eth0",'                  | 10.1.1.1     | host.addresses
            one of two addresses  | -s 172.17.0.0/16        | '"interface": "eth0", "addresses": ["10.1.1.5", "172.17.0.1"],' | 10.1.1.1 | -
            no pool               | -d 10.9.9.0/24          | '"interface": "eth0", "addresses": ["10.1.1.5"],' | '' | pools
            a name                | -d 10.9.9.0/24          | '"interface": "eth0", "addresses": ["10.1.1.5"],' | db.example | -
            """)
    void whatIsNotKnownIsSaid(String name, String condition, String host, String to, String missing)
            throws JsonProcessingException {
        String rule = nat("-A POSTROUTING " + condition + " -p tcp -j SNAT --to-source 192.0.2.1:1024-2024");
        String destination = to.isEmpty() ? "" : "\"" + to + "\", \"port\": 5432, \"protocol\": \"tcp\"";

        assertThat(findings(rule, host, destination))
                .singleElement()
                .extracting(ReportedFinding::explanation)
                .asString()
                .startsWith("Source NAT offers 1001 ports to each destination,")
                .endsWith(" Whether this host's own connections meet the rule is not known"
                        + (missing.equals("-") ? "." : "; " + missing + " may tell."));
    }

    @Test
    void whatIsCertainCountsFirst() throws JsonProcessingException {
        String rules = nat(
                "-A POSTROUTING -m statistic --mode nth --every 2 --packet 0 -p udp -j MASQUERADE --to-ports 1024-1030\n"
                        + "-A POSTROUTING -p tcp -j MASQUERADE --to-ports 61000-62000");
        String udp = DATABASE.replace("tcp", "udp")
                + "}}, {\"name\": \"tcp\", \"framework\": \"generic\", \"destination\": {\"host\": " + DATABASE;

        ReportedFinding finding = findings(rules, KNOWN, udp).get(0);
        assertThat(finding.evidence()).extracting(Evidence::line).containsExactly(3, 4);
        assertThat(finding.explanation())
                .startsWith("Source NAT offers 1001 ports")
                .endsWith("meet all of these rules is not known.");
    }

    /** Which of two tables comes first at one place no listing tells, but the first to translate is the last. */
    @Test
    void ofTwoTablesTheFirstTranslates() throws JsonProcessingException {
        String first = "table ip a { chain post { type nat hook postrouting priority 90; oifname eth0 masquerade } }\n";
        String few =
                "table ip b { chain post { type nat hook postrouting priority 100; ip protocol tcp masquerade to :61000-62000 } }\n";

        assertThat(met(few, KNOWN, DATABASE)).isEqualTo("MUST");
        assertThat(met(first + few, KNOWN, DATABASE)).isEqualTo("NO");
        assertThat(met(first.replace("90", "100") + few, KNOWN, DATABASE)).isEqualTo("MAY");
        assertThat(met(first.replace("90", "110") + few, KNOWN, DATABASE)).isEqualTo("MUST");
    }

    private static String met(String firewall, String host, String destination) throws JsonProcessingException {
        List<ReportedFinding> findings = findings(firewall, host, destination);
        if (findings.isEmpty()) {
            return "NO";
        }
        return findings.get(0).explanation().contains(" is not known") ? "MAY" : "MUST";
    }

    private static String nat(String rules) {
        return "*nat\n:POSTROUTING ACCEPT [0:0]\n" + rules + "\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n";
    }

    private static List<ReportedFinding> findings(String firewall, String host, String destination)
            throws JsonProcessingException {
        String pools = destination.isEmpty()
                ? ""
                : ", \"pools\": [{\"name\": \"db\", \"framework\": \"generic\", \"destination\": {\"host\": "
                        + destination + "}}]";
        AuditRequest request = JsonMapper.builder()
                .build()
                .readValue(
                        "{\"host\": {" + host + " \"name\": \"app-9\", \"os\": \"linux\"},"
                                + " \"sysctl\": \"net.ipv4.ip_local_port_range = 32768 60999\", \"firewall\": [{\"content\": "
                                + JsonMapper.builder().build().writeValueAsString(firewall) + "}]" + pools + "}",
                        AuditRequest.class);
        assertThat(request.validate()).isEmpty();
        return TestAudits.audit(READER.read(request).snapshot(), "default").findings().stream()
                .filter(finding -> finding.rule().equals(RULE))
                .toList();
    }
}
