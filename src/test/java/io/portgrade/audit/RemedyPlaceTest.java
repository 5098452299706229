package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The command of a remedy finds the table that loses packets. */
class RemedyPlaceTest {

    @Test
    void aTableOfDevicesIsOfItsOwnFamily() {
        List<String> commands = commands("""
                table netdev early {
                	chain in {
                		type filter hook ingress device "eth0" priority filter; policy accept;
                		tcp dport 40000-50000 drop
                	}
                }
                """);

        assertThat(commands).singleElement().asString().startsWith("nft insert rule netdev early in index 0 ");
    }

    private static List<String> commands(String... texts) {
        List<FirewallDocument> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(new FirewallDocument("rules" + documents.size(), null, text));
        }
        AuditReport report = TestAudits.audit(host(documents, new Destination("10.0.5.12", 5432, "tcp")), "default");
        return report.findings().stream()
                .filter(finding -> finding.rule().equals("firewall/return-traffic-gap"))
                .flatMap(finding -> finding.remediation().commands().stream())
                .toList();
    }

    private static HostSnapshot host(List<FirewallDocument> firewall, Destination destination) {
        HostSnapshot bare =
                TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999"));
        Set<Section> sections = EnumSet.of(Section.FIREWALL, Section.POOLS);
        sections.addAll(bare.submitted());
        Pool pool = TestPools.opening(null, destination)
                .build();
        return new HostSnapshot(
                new Host("web-17", OperatingSystem.LINUX, "6.8.0", Map.of(), List.of(), "eth0"),
                sections, bare.settings(), null, List.of(), List.of(pool), firewall, List.of(), List.of());
    }
}
