package io.portgrade.firewall.dialect.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.firewall.Firewall.WindowsFirewall;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

    private static final int ALL = 65_536;
    private static final String FILE = "windows/netsh-verbose.txt";
    private static final String ACTIVE = profile("Public", "ON", "BlockInbound,AllowOutbound");

    @Test
    void whatNetshPrints() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        WindowsFirewall firewall =
                (WindowsFirewall) Objects.requireNonNull(verdicts.parsed().firewall());
        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.WINDOWS_NETSH);
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("5/6");
        assertThat(firewall.rules())
                .extracting(
                        rule -> rule.rule().source().line() + " " + rule.rule().text())
                .contains(
                        "2 Allow Out UDP remote 53 \"Core Networking - DNS (UDP-Out)\"",
                        "56 Block In TCP local 50000-50009,50011 \"Not these\"");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("49152-49999,50010,50012-65535");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).blocked()).hasToString("0-49151,50000-50009,50011");
    }

    @Test
    void repliesComeHomeAndBlockingRulesStopWhatLeaves() {
        Verdicts verdicts = Verdicts.ofFile(FILE);

        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.to("203.0.113.9", 443, PathKind.EGRESS).allowed().size())
                .isEqualTo(ALL);
        assertThat(verdicts.to("10.0.5.12", 5_432, PathKind.EGRESS).allowed().size())
                .isEqualTo(ALL);
        PathVerdict lost = verdicts.to("10.0.6.12", 5_432, PathKind.EGRESS);
        assertThat(lost.blocked().size()).isEqualTo(ALL);
        assertThat(lost.gaps().get(0).decidedBy().text()).contains("No databases elsewhere");
        assertThat(verdicts.udp(PathKind.EGRESS).allowed().size()).isEqualTo(ALL);
    }

    @Test
    void whatPowerShellConverts() {
        Verdicts verdicts = Verdicts.ofFile("windows/rules.json");

        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.WINDOWS_POWERSHELL);
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("2/2");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).blocked()).hasToString("0-49151,50000-50001");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("49152-49999,50002-65535");
        assertThat(verdicts.tcp(PathKind.EGRESS).allowed().size()).isEqualTo(ALL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            every port          | Protocol:  Any                                        | 0-65535     | ''
            a port              | Protocol:  TCP;LocalPort:  5000                       | 5000        | ''
            a list              | Protocol:  6;LocalPort:  5000-5002,5005               | 5000-5002,5005 | ''
            another protocol    | Protocol:  UDP;LocalPort:  5000                       | ''          | ''
            dynamic RPC         | Protocol:  TCP;LocalPort:  RPC                        | ''          | 0-65535
            a known one too     | Protocol:  TCP;LocalPort:  5000,RPC-EPMap             | 5000        | 0-4999,5001-65535
            a remote port       | Protocol:  TCP;LocalPort:  5000;RemotePort:  80       | ''          | 5000
            the local subnet    | Protocol:  TCP;LocalPort:  5000;RemoteIP:  LocalSubnet| ''          | 5000
            a program           | Protocol:  TCP;LocalPort:  5000;Program:  a.exe       | ''          | 5000
            a service           | Protocol:  TCP;LocalPort:  5000;Service:  x           | ''          | 5000
            an interface        | Protocol:  TCP;LocalPort:  5000;InterfaceTypes:  LAN  | ''          | 5000
            by IPsec            | Protocol:  TCP;LocalPort:  5000;Security:  Authenticate | ''        | 5000
            its profile         | Protocol:  TCP;LocalPort:  5000;Profiles:  Private,Public | 5000    | ''
            another profile     | Protocol:  TCP;LocalPort:  5000;Profiles:  Domain     | ''          | ''
            switched off        | Protocol:  TCP;LocalPort:  5000;Enabled:  No          | ''          | ''
            IPv6 addresses      | Protocol:  TCP;LocalPort:  5000;RemoteIP:  ::/0       | ''          | ''
            """)
    void conditions(String name, String fields, String allowed, String unknown) {
        Verdicts verdicts = Verdicts.of(rule(fields) + ACTIVE);

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString(allowed);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString(unknown);
        assertThat(verdicts.messages()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a port over 65535     | Protocol:  TCP;LocalPort:  65536             | not a local port: "65536"
            a reversed range      | Protocol:  TCP;LocalPort:  9-8               | not a local port: "9-8"
            an address            | Protocol:  TCP;RemoteIP:  10.0.0.300         | not a remote address: "10.0.0.300"
            an unknown protocol   | Protocol:  TPC                               | not a protocol: "TPC"
            a protocol over 255   | Protocol:  256                               | not a protocol: "256"
            an unknown direction  | Protocol:  TCP;Direction:  Sideways          | not a value of direction: "Sideways"
            an unknown action     | Protocol:  TCP;Action:  Maybe                | not a value of action: "Maybe"
            an unknown state      | Protocol:  TCP;Enabled:  Perhaps             | not a value of enabled: "Perhaps"
            """)
    void malformedRulesAreReportedAndUncertain(String name, String fields, String message) {
        Verdicts verdicts = Verdicts.of(rule(fields) + ACTIVE);

        assertThat(verdicts.messages()).contains("1 " + message);
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown().size()).isEqualTo(ALL);
        assertThat(verdicts.share()).isEqualTo("0/1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the usual         | Public:ON:BlockInbound,AllowOutbound                                          | BLOCKED | ALLOWED
            nothing leaves    | Public:ON:BlockInbound,BlockOutbound                                          | BLOCKED | BLOCKED
            everything        | Public:ON:AllowInbound,AllowOutbound                                          | ALLOWED | ALLOWED
            switched off      | Public:OFF:BlockInbound,BlockOutbound                                         | ALLOWED | ALLOWED
            two alike         | Public:ON:BlockInbound,AllowOutbound;Domain:ON:BlockInbound,AllowOutbound     | BLOCKED | ALLOWED
            two of a kind     | Public:ON:BlockInbound,AllowOutbound;Domain:ON:BlockInbound,BlockOutbound     | BLOCKED | UNKNOWN
            one switched off  | Public:ON:BlockInbound,AllowOutbound;Domain:OFF:BlockInbound,AllowOutbound    | UNKNOWN | ALLOWED
            not configured    | Public:ON:NotConfigured                                                       | UNKNOWN | UNKNOWN
            none shown        | ''                                                                            | UNKNOWN | UNKNOWN
            """)
    void defaultsOfProfiles(String name, String profiles, String inbound, String outbound) {
        StringBuilder text = new StringBuilder(rule("Protocol:  UDP;LocalPort:  1"));
        for (String own : profiles.split(";")) {
            String[] parts = own.split(":");
            text.append(parts.length == 3 ? profile(parts[0], parts[1], parts[2]) : "");
        }
        Verdicts verdicts = Verdicts.of(text.toString());

        assertThat(state(verdicts.tcp(PathKind.NEW_INBOUND))).isEqualTo(inbound);
        assertThat(state(verdicts.tcp(PathKind.EGRESS))).isEqualTo(outbound);
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
    }

    @Test
    void shieldsUpLetsNothingIn() {
        Verdicts verdicts =
                Verdicts.of(rule("Protocol:  Any") + profile("Public", "ON", "BlockInboundAlways,AllowOutbound"));

        assertThat(state(verdicts.tcp(PathKind.NEW_INBOUND))).isEqualTo("BLOCKED");
    }

    @Test
    void withoutVerboseOnlyRulesForPortsAreCertain() {
        String text = rule("Protocol:  TCP;LocalPort:  5000") + rule("Protocol:  TCP;LocalPort:  Any") + ACTIVE;
        Verdicts verdicts = Verdicts.of(text.replace("InterfaceTypes:  Any\n", ""));

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("5000");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).blocked().isEmpty()).isTrue();
        assertThat(verdicts.messages()).singleElement().asString().contains("name=all verbose");
        assertThat(verdicts.share()).isEqualTo("1/2");
    }

    @Test
    void thePlainCmdletSaysNothingAboutPorts() {
        Verdicts verdicts = Verdicts.of("""
                {
                    "Name": "x",
                    "DisplayName": "x",
                    "Enabled": 1,
                    "Profile": 0,
                    "Direction": 1,
                    "Action": 4
                }
                """);

        assertThat(state(verdicts.tcp(PathKind.NEW_INBOUND))).isEqualTo("UNKNOWN");
        assertThat(verdicts.messages()).anyMatch(message -> message.contains("Get-NetFirewallPortFilter"));
        assertThat(verdicts.share()).isEqualTo("0/1");
    }

    /** GpoBoolean of the NetSecurity module: 0 False, 1 True, 2 NotConfigured. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            1               | BLOCKED
            true            | BLOCKED
            "True"          | BLOCKED
            0               | ALLOWED
            false           | ALLOWED
            "False"         | ALLOWED
            2               | UNKNOWN
            "NotConfigured" | UNKNOWN
            null            | UNKNOWN
            """)
    void profilesOfPowerShell(String enabled, String inbound) {
        Verdicts verdicts = Verdicts.of("""
                [{"Name": "Domain", "Enabled": %1$s, "DefaultInboundAction": 4, "DefaultOutboundAction": 2},
                 {"Name": "Public", "Enabled": %1$s, "DefaultInboundAction": 4, "DefaultOutboundAction": 2}]
                """.formatted(enabled));

        assertThat(state(verdicts.tcp(PathKind.NEW_INBOUND))).isEqualTo(inbound);
        assertThat(state(verdicts.tcp(PathKind.RETURN))).isEqualTo("ALLOWED");
        assertThat(verdicts.messages())
                .allMatch(message -> message.contains("Get-NetFirewallProfile -PolicyStore ActiveStore"))
                .hasSize(inbound.equals("UNKNOWN") ? 1 : 0);
    }

    @Test
    void aCutListingIsUncertainWhereItEnds() {
        String text = Verdicts.file(FILE);
        Verdicts verdicts = Verdicts.of(ACTIVE + text.substring(0, text.indexOf("50000-50009,50011")));

        assertThat(verdicts.messages()).containsExactly("62 a rule that does not say its action");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed().isEmpty()).isTrue();
    }

    @Test
    void cutJsonIsUncertain() {
        String text = Verdicts.file("windows/rules.json");
        Verdicts verdicts = Verdicts.of(text.substring(0, text.indexOf("\"not-these\"")));

        assertThat(state(verdicts.tcp(PathKind.NEW_INBOUND))).isEqualTo("UNKNOWN");
        assertThat(verdicts.messages()).anyMatch(message -> message.contains("the JSON ends before it is complete"));
    }

    @Test
    void otherLanguagesAreRecognisedAndAskedForJson() {
        Verdicts verdicts = Verdicts.of("Regelname:                           DNS\n" + "-".repeat(70)
                + "\nAktiviert:                            Ja\nRichtung:                             Ausgehend\n");

        assertThat(verdicts.parsed().firewall()).isNull();
        assertThat(verdicts.messages()).singleElement().asString().contains("other than English");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"nftables\": []}", "-A INPUT -j DROP", "pass in all", "{\"IpPermissions\": []}"})
    void textOfAnotherToolIsNotRecognised(String text) {
        assertThat(WindowsReader.recognisesNetsh(text)).isFalse();
        assertThat(WindowsReader.recognisesPowerShell(text)).isFalse();
        assertThat(Verdicts.of(FirewallFormat.WINDOWS_NETSH, text).parsed().firewall())
                .isNull();
    }

    @Property(tries = 300)
    void neverThrows(
            @ForAll @IntRange(max = 6_000) int from, @ForAll @IntRange(max = 60) int length, @ForAll String junk) {
        for (String file : new String[] {FILE, "windows/rules.json"}) {
            StringBuilder text = new StringBuilder(Verdicts.file(file));
            int start = Math.min(from, text.length());
            text.replace(start, Math.min(text.length(), start + length), junk);

            assertThatCode(() -> Verdicts.of(FirewallFormat.WINDOWS_NETSH, text.toString()))
                    .doesNotThrowAnyException();
        }
    }

    private static String rule(String fields) {
        StringBuilder text = new StringBuilder("Rule Name:  x\n" + "-".repeat(70) + "\n");
        String defaults =
                "Enabled:  Yes;Direction:  In;Profiles:  Domain,Private,Public;Grouping:;LocalIP:  Any;RemoteIP:  Any;"
                        + (fields.contains("LocalPort") ? "RemotePort:  Any;" : "LocalPort:  Any;RemotePort:  Any;")
                        + "InterfaceTypes:  Any;Action:  Allow";
        for (String field : (defaults + ";" + fields).split(";")) {
            text.append(field).append('\n');
        }
        return text.append('\n').toString();
    }

    private static String profile(String name, String state, String policy) {
        return name + " Profile Settings: \n" + "-".repeat(70) + "\nState                                 " + state
                + "\nFirewall Policy                       " + policy + "\nOk.\n\n";
    }

    private static String state(PathVerdict verdict) {
        return verdict.allowed().size() == ALL ? "ALLOWED" : verdict.blocked().size() == ALL ? "BLOCKED" : "UNKNOWN";
    }
}
