package io.portgrade.firewall.dialect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Firewall.NetworkAcl;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortRange;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAclTest {

    private static final String FILE = "aws/acl-ephemeral.json";
    private static final PortRange EPHEMERAL = new PortRange(1_024, 65_535);
    private static final String ALLOW_OUT = entry("100", "true", "-1", "", "allow");

    @Test
    void entriesApplyInTheOrderOfTheirNumbersAndKnowTheirLines() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        NetworkAcl acl = (NetworkAcl) Objects.requireNonNull(verdicts.parsed().firewall());
        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.AWS_NETWORK_ACL);
        assertThat(acl.inbound())
                .extracting(Rule::text)
                .containsExactly(
                        "90 deny tcp 3389 from 198.51.100.0/24",
                        "110 allow tcp 1024-65535 from 0.0.0.0/0",
                        "120 allow tcp 49152-65535 from ::/0",
                        "32767 deny all from 0.0.0.0/0",
                        "32768 deny all from ::/0");
        assertThat(acl.inbound().get(0).source().line()).isEqualTo(55);
        assertThat(verdicts.share()).isEqualTo("7/7");
        assertThat(verdicts.messages()).isEmpty();
    }

    @Test
    void oneThatOpensTheWholeRangeLosesNothing() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        assertThat(verdicts.to("203.0.113.9", 443, PathKind.RETURN).gapsWithin(EPHEMERAL))
                .isEmpty();
        assertThat(verdicts.to("198.51.100.9", 443, PathKind.RETURN).blocked().contains(3_389))
                .isTrue();
        assertThat(verdicts.tcp6(PathKind.RETURN).allowed()).hasToString("49152-65535");
        assertThat(verdicts.udp(PathKind.RETURN).allowed().isEmpty()).isTrue();
    }

    @Test
    void oneThatOpensTheRangeOfLinuxLosesTheRestOfALargerOne() {
        Verdicts verdicts = acl(ALLOW_OUT, entry("100", "false", "6", "32768-60999", "allow"));

        assertThat(verdicts.tcp(PathKind.RETURN).gapsWithin(EPHEMERAL))
                .extracting(gap -> gap.ports() + " " + gap.verdict() + " " + gap.packet() + " "
                        + gap.decidedBy().text())
                .containsExactly(
                        "1024-32767 DROP SYN/ACK no inbound entry of the network ACL allows it",
                        "61000-65535 DROP SYN/ACK no inbound entry of the network ACL allows it");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a port over 65535       | "Protocol":"6","PortRange":{"From":1,"To":65536}           | not a range of ports: 1-65536
            a reversed range        | "Protocol":"6","PortRange":{"From":9,"To":8}               | not a range of ports: 9-8
            half a range            | "Protocol":"17","PortRange":{"From":9}                     | not a range of ports: 9-nothing
            ports that are a text   | "Protocol":"17","PortRange":{"From":"9","To":9}            | not a range of ports: "9"-9
            an unknown protocol     | "Protocol":"tpc"                                           | not a protocol: "tpc"
            a protocol over 255     | "Protocol":"256"                                           | not a protocol: "256"
            no protocol             | "PortRange":{"From":1,"To":9}                              | no Protocol
            """)
    void anEntryThatCannotBeReadIsReportedAndDecidesNothing(String name, String members, String message) {
        Verdicts verdicts = acl(
                ALLOW_OUT,
                "{\"RuleNumber\":10,\"Egress\":false,\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"," + members
                        + "}");

        assertThat(verdicts.messages()).containsExactly("3 " + message);
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().isEmpty()).isTrue();
        assertThat(verdicts.share()).isEqualTo("1/2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a negative number     | "RuleNumber":-1,"Egress":false,"RuleAction":"deny","CidrBlock":"0.0.0.0/0"   | not a rule number from 1 to 32768: -1
            no number             | "Egress":false,"RuleAction":"deny","CidrBlock":"0.0.0.0/0"                   | not a rule number from 1 to 32768: nothing
            no direction          | "RuleNumber":1,"RuleAction":"deny","CidrBlock":"0.0.0.0/0"                   | an entry that does not say whether it is for egress
            an unknown action     | "RuleNumber":1,"Egress":false,"RuleAction":"drop","CidrBlock":"0.0.0.0/0"    | an entry whose RuleAction is neither allow nor deny
            no addresses          | "RuleNumber":1,"Egress":false,"RuleAction":"deny"                            | an entry without CidrBlock or Ipv6CidrBlock
            a prefix over 32      | "RuleNumber":1,"Egress":false,"RuleAction":"deny","CidrBlock":"0.0.0.0/33"   | not a block of addresses: "0.0.0.0/33"
            """)
    void whatItMightHaveDecidedIsUncertain(String name, String members, String message) {
        Verdicts verdicts =
                acl(ALLOW_OUT, entry("100", "false", "-1", "", "allow"), "{\"Protocol\":\"-1\"," + members + "}");

        assertThat(verdicts.messages()).contains("4 " + message);
        assertThat(verdicts.tcp(PathKind.RETURN).unknown().size()).isEqualTo(65_536);
    }

    @Test
    void numbersThatComeTwiceAreUncertainWhereTheyDisagree() {
        Verdicts verdicts = acl(
                ALLOW_OUT,
                entry("100", "false", "6", "1024-65535", "allow"),
                entry("100", "false", "6", "50000-50009", "deny"));

        assertThat(verdicts.messages()).containsExactly("4 the number 100 was given before");
        assertThat(verdicts.tcp(PathKind.RETURN).unknown()).hasToString("1024-65535");
        assertThat(verdicts.tcp(PathKind.RETURN).blocked()).hasToString("0-1023");
    }

    @Test
    void ofSeveralAclsWhatTheyDoNotAgreeOnIsUnknown() {
        String open = acl("acl-1", true, ALLOW_OUT, entry("100", "false", "6", "1024-65535", "allow"));
        String narrow = acl(
                "acl-2",
                true,
                ALLOW_OUT,
                entry("90", "false", "6", "40000-40009", "deny"),
                entry("100", "false", "6", "32768-60999", "allow"));
        Verdicts verdicts = Verdicts.of("{\"NetworkAcls\":[" + open + ",\n" + narrow + "]}");

        assertThat(verdicts.tcp(PathKind.RETURN).allowed()).hasToString("32768-39999,40010-60999");
        assertThat(verdicts.tcp(PathKind.RETURN).unknown()).hasToString("1024-32767,40000-40009,61000-65535");
        assertThat(verdicts.tcp(PathKind.RETURN).blocked()).hasToString("0-1023");
        assertThat(verdicts.tcp(PathKind.RETURN).gapsWithin(EPHEMERAL).get(0))
                .satisfies(gap -> assertThat(gap.verdict()).isEqualTo(Gap.Verdict.UNCERTAIN))
                .satisfies(gap -> assertThat(gap.decidedBy().text())
                        .isEqualTo("allowed by some of acl-1, acl-2 and not by others"));
        assertThat(verdicts.messages()).singleElement().asString().contains("send that one alone");
    }

    @Test
    void anAclOfNoSubnetIsLeftOut() {
        String used = acl("acl-1", true, ALLOW_OUT, entry("100", "false", "6", "1024-65535", "allow"));
        String unused = acl("acl-2", false);
        Verdicts verdicts = Verdicts.of("[" + used + ",\n" + unused + "]");

        assertThat(verdicts.tcp(PathKind.RETURN).allowed()).hasToString("1024-65535");
        assertThat(verdicts.messages()).containsExactly("4 left out: a network ACL of no subnet");
    }

    @Test
    void aCutDumpLeavesEverythingOpen() {
        String text = Verdicts.file(FILE);
        Verdicts verdicts = Verdicts.of(text.substring(0, text.indexOf("RuleNumber\": 110")));

        assertThat(verdicts.tcp(PathKind.RETURN).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.messages()).anyMatch(message -> message.contains("the JSON ends before it is complete"));
    }

    @Test
    void oneThatIsCutBeforeItsEntriesIsReportedOnce() {
        Verdicts verdicts = Verdicts.of(FirewallFormat.AWS_NETWORK_ACL, "{\"NetworkAclId\": \"acl-1\",");

        assertThat(verdicts.tcp(PathKind.RETURN).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.messages()).singleElement().asString().contains("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"RuleNumber\": 110", "\"CidrBlock\"", "\"Protocol\""})
    void whereItIsCutIsSaidOnce(String before) {
        String text = Verdicts.file(FILE);
        Verdicts verdicts = Verdicts.of(FirewallFormat.AWS_NETWORK_ACL, text.substring(0, text.indexOf(before)));

        assertThat(verdicts.tcp(PathKind.RETURN).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.messages()).singleElement().asString().contains("JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"nftables\":[]}|JSON, but not a network ACL", "[1]|not a network ACL: 1"})
    void jsonOfAnotherToolIsReported(String text, String message) {
        Verdicts verdicts = Verdicts.of(FirewallFormat.AWS_NETWORK_ACL, text);

        assertThat(verdicts.parsed().firewall()).isNull();
        assertThat(verdicts.messages())
                .containsExactly(
                        "1 " + message, "null no network ACL in it: send the output of aws ec2 describe-network-acls");
    }

    @Property(tries = 500)
    void neverThrows(
            @ForAll @IntRange(max = 2_400) int from, @ForAll @IntRange(max = 40) int length, @ForAll String junk) {
        StringBuilder text = new StringBuilder(Verdicts.file(FILE));
        int start = Math.min(from, text.length());
        text.replace(start, Math.min(text.length(), start + length), junk);

        assertThatCode(() -> Verdicts.of(FirewallFormat.AWS_NETWORK_ACL, text.toString()))
                .doesNotThrowAnyException();
    }

    @Test
    void anActionIsAcceptOrDrop() {
        NetworkAcl acl = (NetworkAcl) Objects.requireNonNull(acl(ALLOW_OUT, entry("7", "false", "udp", "53-53", "deny"))
                .parsed()
                .firewall());

        assertThat(acl.outbound()).extracting(Rule::action).containsExactly(new Action.Accept());
        assertThat(acl.inbound()).extracting(Rule::action).containsExactly(new Action.Drop());
    }

    private static Verdicts acl(String... entries) {
        return Verdicts.of("{\"Entries\":[\n" + String.join(",\n", entries) + "],\"NetworkAclId\":\"acl-1\"}");
    }

    private static String acl(String id, boolean used, String... entries) {
        return "{\"NetworkAclId\":\"" + id + "\",\"Associations\":[" + (used ? "{}" : "") + "],\"Entries\":[\n"
                + String.join(",\n", entries) + "]}";
    }

    private static String entry(String number, String egress, String protocol, String ports, String action) {
        String range = ports.isEmpty() ? "" : ",\"PortRange\":{\"From\":" + ports.replace("-", ",\"To\":") + "}";
        return "{\"RuleNumber\":" + number + ",\"Egress\":" + egress + ",\"Protocol\":\"" + protocol + "\"" + range
                + ",\"CidrBlock\":\"0.0.0.0/0\",\"RuleAction\":\"" + action + "\"}";
    }
}
