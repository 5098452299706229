package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntoldFamiliesTest {

    private static final String OPEN = dump("filter", ":INPUT ACCEPT [0:0]");
    private static final String CLOSED = dump("filter", ":INPUT DROP [0:0]");
    private static final String CLOSED_IPV4 = dump("filter", ":INPUT DROP [0:0]\n-A INPUT -s 10.0.0.0/8 -j LOG");
    private static final String OPEN_IPV6 =
            dump("filter", ":INPUT ACCEPT [0:0]\n-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j DROP");
    private static final String MANGLE = dump("mangle", ":PREROUTING DROP [0:0]");

    @Test
    void whatOneOfTwoDropsIsUncertainForBothFamilies() {
        HostFirewalls host = host(OPEN, CLOSED);

        assertThat(replies(host)).isEqualTo("ipv4 unknown, ipv6 unknown");
        assertThat(host.diagnostics()).extracting(Diagnostic::source).containsExactly("firewall[0]", "firewall[1]");
        assertThat(host.diagnostics())
                .allMatch(note -> note.message().contains("table filter is there more than once"));
    }

    @Test
    void whatBothAcceptIsCertain() {
        assertThat(replies(host(OPEN, OPEN))).isEqualTo("ipv4 allowed, ipv6 allowed");
    }

    @Test
    void besideOneThatTellsOnlyTheOtherIsUncertain() {
        HostFirewalls host = host(CLOSED_IPV4, CLOSED);

        assertThat(replies(host)).isEqualTo("ipv4 blocked, ipv6 unknown");
        assertThat(host.diagnostics()).extracting(Diagnostic::source).containsExactly("firewall[1]");
    }

    @Test
    void twoDumpsInOneTextAreTwo() {
        HostFirewalls host = host(OPEN + CLOSED);

        assertThat(replies(host)).isEqualTo("ipv4 unknown, ipv6 unknown");
        assertThat(host.diagnostics()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', '', 'ipv4 unknown, ipv6 unknown'",
        "'$ (iptables -S; ip6tables -S)', '', 'ipv4 unknown, ipv6 unknown'",
        "$ iptables -S, $ ip6tables -S, 'ipv4 blocked, ipv6 allowed'"
    })
    void aPolicyThatComesTwiceBeginsAnotherListing(String above, String between, String told) {
        String first = "-P INPUT DROP\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n";

        assertThat(replies(host(above + "\n" + first + between + "\n" + first.replace("DROP", "ACCEPT"))))
                .isEqualTo(told);
    }

    @Test
    void aCommandForBothFamiliesTellsNone() {
        String listing = "Chain INPUT (policy DROP 0 packets, 0 bytes)\n"
                + " pkts bytes target     prot opt in     out     source               destination\n\n"
                + "Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)\n"
                + " pkts bytes target     prot opt in     out     source               destination\n\n";

        assertThat(replies(host("# iptables -nvL; ip6tables -nvL\n" + listing + listing.replace("DROP", "ACCEPT"))))
                .isEqualTo("ipv4 unknown, ipv6 unknown");
        assertThat(replies(host("# iptables-save; ip6tables-save\n" + CLOSED + OPEN)))
                .isEqualTo("ipv4 unknown, ipv6 unknown");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-A INPUT -m comment --comment \"icmpv6 is in the other file\"",
                "-A INPUT -m comment --comment icmpv6",
                "-A INPUT -m comment --comment=icmpv6",
                "-A INPUT -m comment --comment \"not for 2001:db8::1 yet\"",
                "-A INPUT -j LOG --log-prefix \"icmpv6? \"",
                "-A INPUT -j NFLOG --nflog-prefix ipv6-icmp",
                "# icmpv6 is in the other file"
            })
    void freeTextTellsNoFamily(String line) {
        String closed = dump("filter", ":INPUT DROP [0:0]\n" + line);

        assertThat(replies(host(closed))).isEqualTo("ipv4 blocked");
        assertThat(replies(host(
                        closed.replace("COMMIT", "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j DROP\nCOMMIT"))))
                .isEqualTo("ipv6 blocked");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/* icmpv6 is elsewhere */", "LOG flags 0 level 4 prefix \"icmpv6? \""})
    void freeTextOfListingsTellsNone(String shown) {
        assertThat(replies(host("Chain INPUT (policy DROP)\n"
                        + "target     prot opt in     out     source               destination\n"
                        + "LOG        all  --  *      *       anywhere             anywhere             " + shown
                        + "\n\nChain OUTPUT (policy ACCEPT)\n"
                        + "target     prot opt in     out     source               destination\n")))
                .isEqualTo("ipv4 blocked");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "iptables-save v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)",
                "sudo: a password is required",
                "bash: iptables-save: command not found"
            })
    void aFamilyThatCouldNotBeShownIsUnknown(String refusal) {
        String text = "$ iptables-save\n" + refusal + "\n";
        HostFirewalls host = host(text + "$ sudo ip6tables-save\n" + OPEN_IPV6);

        assertThat(replies(host)).isEqualTo("ipv4 unknown, ipv6 allowed");
        assertThat(host.diagnostics()).anyMatch(note -> note.message().startsWith("rules are missing that"));
        assertThat(replies(host(text + "$ sudo iptables-save\n" + CLOSED_IPV4))).isEqualTo("ipv4 blocked");
    }

    @Test
    void aListingThatCouldNotBeShownIsUnknown() {
        assertThat(replies(host("$ iptables -L -n -v\n"
                        + "iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied\n"
                        + "$ sudo ip6tables -L -n -v\nChain INPUT (policy DROP 0 packets, 0 bytes)\n"
                        + " pkts bytes target     prot opt in     out     source               destination\n\n"
                        + "Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)\n"
                        + " pkts bytes target     prot opt in     out     source               destination\n")))
                .isEqualTo("ipv4 unknown, ipv6 blocked");
    }

    @Test
    void listingsToo() {
        assertThat(replies(host(
                        "-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n",
                        "-P INPUT DROP\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n")))
                .isEqualTo("ipv4 unknown, ipv6 unknown");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an address and a name of ICMPv6, ipv4 blocked, ipv6 allowed",
        "the one that tells is of IPv6, ipv4 blocked, ipv6 allowed",
        "another table of the dump tells, ipv4 blocked, ipv6 blocked",
        "in one text, ipv4 blocked, ipv6 allowed",
        "'in one text, another table', ipv4 blocked, ipv6 blocked",
        "a command above tells, ipv4 allowed, ipv6 blocked",
        "chains of ufw tell, ipv4 allowed, ipv6 blocked"
    })
    void whereSomethingTellsTheFamilyItIsCertain(String what, String ipv4, String ipv6) {
        HostFirewalls host = switch (what) {
            case "an address and a name of ICMPv6" -> host(CLOSED_IPV4, OPEN_IPV6);
            case "the one that tells is of IPv6" -> host(CLOSED, OPEN_IPV6);
            case "another table of the dump tells" -> host(CLOSED_IPV4, MANGLE + OPEN_IPV6);
            case "in one text" -> host(CLOSED_IPV4 + OPEN_IPV6);
            case "in one text, another table" ->
                host(dump("mangle", ":PREROUTING ACCEPT [0:0]") + CLOSED_IPV4 + MANGLE + OPEN_IPV6);
            case "a command above tells" -> host("# iptables-save\n" + OPEN, "# ip6tables-save\n" + CLOSED);
            default ->
                host(
                        dump("filter", ":INPUT ACCEPT [0:0]\n:ufw-user-input - [0:0]"),
                        dump("filter", ":INPUT DROP [0:0]\n:ufw6-user-input - [0:0]"));
        };

        assertThat(replies(host)).isEqualTo(ipv4 + ", " + ipv6);
        assertThat(host.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rules.v4, rules.v6, 'ipv4 allowed, ipv6 blocked'",
        "iptables-nft-save.txt, iptables-legacy-save.txt, ipv4 blocked"
    })
    void theNameOfAFileTells(String open, String closed, String told) {
        HostFirewalls host = HostFirewalls.of(TestAudits.linux("6.8.0", Map.of()))
                .with(List.of(new FirewallDocument(open, null, OPEN), new FirewallDocument(closed, null, CLOSED)));

        assertThat(replies(host)).isEqualTo(told);
        assertThat(host.diagnostics()).isEmpty();
    }

    private static String dump(String table, String lines) {
        return "*" + table + "\n" + lines + "\nCOMMIT\n";
    }

    private static HostFirewalls host(String... texts) {
        List<FirewallDocument> documents = IntStream.range(0, texts.length)
                .mapToObj(i -> new FirewallDocument("firewall[" + i + "]", null, texts[i]))
                .toList();
        return HostFirewalls.of(TestAudits.linux("6.8.0", Map.of())).with(documents);
    }

    /** What becomes of return traffic over TCP. */
    private static String replies(HostFirewalls host) {
        return host.analysis().verdicts().stream()
                .filter(verdict -> verdict.direction() == PathKind.RETURN && verdict.protocol() == IpProtocol.TCP)
                .map(verdict -> verdict.family().id() + " " + told(verdict))
                .collect(Collectors.joining(", "));
    }

    private static String told(PathVerdict verdict) {
        return verdict.allowed().size() == 65_536
                ? "allowed"
                : verdict.blocked().size() == 65_536
                        ? "blocked"
                        : verdict.unknown().size() == 65_536 ? "unknown" : "?";
    }
}
