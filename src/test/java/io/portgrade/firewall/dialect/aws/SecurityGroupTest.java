package io.portgrade.firewall.dialect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityGroupTest {

    private static final String FILE = "aws/groups.json";

    @Test
    void theRulesOfAllGroupsKnowTheirLines() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        SecurityGroups groups =
                (SecurityGroups) Objects.requireNonNull(verdicts.parsed().firewall());
        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.AWS_SECURITY_GROUP);
        assertThat(groups.outbound())
                .extracting(rule -> rule.source().line() + " " + rule.text())
                .containsExactly(
                        "12 allowed by each of sg-0aaaaaaaaaaaaaaaa, sg-0bbbbbbbbbbbbbbbb",
                        "12 allow outbound tcp 443 to 0.0.0.0/0",
                        "41 allow outbound tcp 5432 to 10.0.5.0/24",
                        "48 allow outbound tcp 5432 to prefix list pl-0123456789abcdef0",
                        "35 allow outbound tcp 5432 to group sg-0cccccccccccccccc");
        assertThat(groups.inbound())
                .extracting(Rule::text)
                .containsExactly(
                        "allow inbound tcp 60000-60010 from 2001:db8::/32",
                        "allow inbound udp 50000-50009 from 0.0.0.0/0");
        assertThat(verdicts.share()).isEqualTo("4/6");
        assertThat(verdicts.messages())
                .singleElement()
                .asString()
                .contains("which of these security groups", "each as a document of its own");
    }

    @Test
    void repliesComeHomeWithoutAnyInboundRule() {
        Verdicts verdicts = group("", permission("\"IpProtocol\":\"-1\"", "0.0.0.0/0"));

        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(65_536);
        assertThat(verdicts.tcp(PathKind.EGRESS).allowed().size()).isEqualTo(65_536);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).blocked().size()).isEqualTo(65_536);
        assertThat(verdicts.tcp6(PathKind.EGRESS).blocked().size()).isEqualTo(65_536);
    }

    @Test
    void egressIsRestrictedByDestination() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        assertThat(verdicts.to("203.0.113.9", 443, PathKind.EGRESS).unknown().size())
                .isEqualTo(65_536);
        assertThat(verdicts.to("203.0.113.9", 80, PathKind.EGRESS).blocked().size())
                .isEqualTo(65_536);
        assertThat(verdicts.to("10.0.5.12", 5_432, PathKind.EGRESS).unknown().size())
                .isEqualTo(65_536);
        assertThat(verdicts.udp(PathKind.NEW_INBOUND).unknown()).hasToString("50000-50009");
        assertThat(verdicts.to("203.0.113.9", 80, PathKind.EGRESS)
                        .gaps()
                        .get(0)
                        .decidedBy()
                        .text())
                .isEqualTo("no outbound rule of the security group allows it");
    }

    @Test
    void rulesInOneListAreReadToo() {
        Verdicts verdicts = Verdicts.ofFile("aws/group-rules.json");

        assertThat(verdicts.tcp(PathKind.EGRESS).allowed().size()).isEqualTo(65_536);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("40000-40099");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("41000");
        assertThat(verdicts.share()).isEqualTo("2/3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a name            | "IpProtocol":"tcp","FromPort":40000,"ToPort":40001 | 40000-40001
            a number          | "IpProtocol":"6","FromPort":40000,"ToPort":40001   | 40000-40001
            a bare number     | "IpProtocol":6,"FromPort":40000,"ToPort":40001     | 40000-40001
            everything        | "IpProtocol":"-1"                                  | 0-65535
            everything, ports | "IpProtocol":"-1","FromPort":5,"ToPort":6          | 0-65535
            no ports          | "IpProtocol":"tcp"                                 | 0-65535
            ports of -1       | "IpProtocol":"tcp","FromPort":-1,"ToPort":-1       | 0-65535
            other protocol    | "IpProtocol":"udp"                                 | ``
            ICMP              | "IpProtocol":"icmp","FromPort":8,"ToPort":-1       | ``
            ICMPv6            | "IpProtocol":"icmpv6","FromPort":-1,"ToPort":-1    | ``
            ESP               | "IpProtocol":"50"                                  | ``
            """)
    void protocolsAndPorts(String name, String members, String allowed) {
        Verdicts verdicts = group(permission(members, "0.0.0.0/0"), "");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString(allowed);
        assertThat(verdicts.share()).isEqualTo("1/1");
        assertThat(verdicts.messages()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a port over 65535    | "IpProtocol":"tcp","FromPort":1,"ToPort":65536 | 0.0.0.0/0    | not a range of ports: 1-65536
            a reversed range     | "IpProtocol":"tcp","FromPort":9,"ToPort":1     | 0.0.0.0/0    | not a range of ports: 9-1
            a fraction           | "IpProtocol":"tcp","FromPort":9.5,"ToPort":10  | 0.0.0.0/0    | not a range of ports: 9.5-10
            half a range         | "IpProtocol":"tcp","ToPort":10                 | 0.0.0.0/0    | not a range of ports: nothing-10
            an unknown protocol  | "IpProtocol":"tpc"                             | 0.0.0.0/0    | not a protocol: "tpc"
            no block             | "IpProtocol":"tcp"                             | 10.0.0.0/33  | not a block of addresses: "10.0.0.0/33"
            """)
    void malformedRulesAreReportedAndUncertain(String name, String members, String cidr, String message) {
        Verdicts verdicts = group(permission(members, cidr), "");

        assertThat(verdicts.messages()).containsExactly("2 " + message);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed().isEmpty()).isTrue();
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown().isEmpty()).isFalse();
        assertThat(verdicts.share()).isEqualTo("0/1");
    }

    @Test
    void aPermissionWithoutSourcesAndAGroupWithoutPermissionsAreUncertain() {
        assertThat(group("{\"IpProtocol\":\"tcp\"}", "")
                        .tcp(PathKind.NEW_INBOUND)
                        .unknown()
                        .size())
                .isEqualTo(65_536);
        Verdicts half = Verdicts.of("{\"IpPermissions\":[]}");
        assertThat(half.tcp(PathKind.EGRESS).unknown().size()).isEqualTo(65_536);
        assertThat(half.tcp(PathKind.NEW_INBOUND).blocked().size()).isEqualTo(65_536);
        assertThat(half.messages())
                .singleElement()
                .asString()
                .startsWith("1 a security group without IpPermissionsEgress");
    }

    /** {@code aws ec2 describe-security-groups} lists all groups of the account. */
    @Test
    void whatOnlySomeGroupsOfANetworkAllowIsUnknown() {
        String group = "{\"GroupId\":\"%s\",\"VpcId\":\"vpc-1\",\"IpPermissions\":[%s],\"IpPermissionsEgress\":[%s]}";
        String web = permission("\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443", "0.0.0.0/0");
        String near = permission("\"IpProtocol\":\"-1\"", "10.0.0.0/8");
        String open = permission("\"IpProtocol\":\"tcp\",\"FromPort\":1024,\"ToPort\":65535", "0.0.0.0/0");
        Verdicts verdicts = Verdicts.of("{\"SecurityGroups\":[" + group.formatted("sg-1", open, web) + ","
                + group.formatted("sg-2", "", near) + "]}");

        assertThat(verdicts.to("10.1.1.1", 443, PathKind.EGRESS).allowed().size())
                .isEqualTo(65_536);
        assertThat(verdicts.to("10.1.1.1", 80, PathKind.EGRESS).unknown().size())
                .isEqualTo(65_536);
        assertThat(verdicts.to("203.0.113.9", 443, PathKind.EGRESS).unknown().size())
                .isEqualTo(65_536);
        assertThat(verdicts.to("203.0.113.9", 80, PathKind.EGRESS).blocked().size())
                .isEqualTo(65_536);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("1024-65535");
        assertThat(verdicts.messages()).singleElement().asString().contains("which of these security groups");
    }

    @Test
    void groupsOfSeveralNetworksCannotAllBeTheHosts() {
        String group = "{\"VpcId\":\"%s\",\"IpPermissions\":[],\"IpPermissionsEgress\":["
                + permission("\"IpProtocol\":\"-1\"", "0.0.0.0/0") + "]}";
        Verdicts verdicts = Verdicts.of("[" + group.formatted("vpc-1") + "," + group.formatted("vpc-2") + "]");

        assertThat(verdicts.tcp(PathKind.EGRESS).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.messages()).singleElement().asString().contains("several VPCs");
    }

    @Test
    void aCutDumpMayHaveAllowedMore() {
        String text = Verdicts.file(FILE);
        Verdicts verdicts = Verdicts.of(text.substring(0, text.lastIndexOf("\"udp\"")));

        assertThat(verdicts.udp(PathKind.NEW_INBOUND).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.to("203.0.113.9", 443, PathKind.EGRESS).unknown().size())
                .isEqualTo(65_536);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"nftables\":[]}|1 JSON, but not a security group", "iptables|1 not JSON: \"iptables\""})
    void textOfAnotherToolIsReported(String text, String message) {
        Verdicts verdicts = Verdicts.of(FirewallFormat.AWS_SECURITY_GROUP, text);

        assertThat(verdicts.parsed().firewall()).isNull();
        assertThat(verdicts.messages()).contains(message).hasSize(2);
    }

    @Property(tries = 500)
    void neverThrows(
            @ForAll @IntRange(max = 3_200) int from, @ForAll @IntRange(max = 40) int length, @ForAll String junk) {
        StringBuilder text = new StringBuilder(Verdicts.file(FILE));
        int start = Math.min(from, text.length());
        text.replace(start, Math.min(text.length(), start + length), junk);

        assertThatCode(() -> Verdicts.of(FirewallFormat.AWS_SECURITY_GROUP, text.toString()))
                .doesNotThrowAnyException();
    }

    private static Verdicts group(String inbound, String outbound) {
        return Verdicts.of("{\"IpPermissions\":[\n" + inbound + "],\n\"IpPermissionsEgress\":[" + outbound + "]}");
    }

    private static String permission(String members, String cidr) {
        return "{" + members + ",\"IpRanges\":[{\"CidrIp\":\"" + cidr + "\"}]}";
    }
}
