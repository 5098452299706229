package io.portgrade.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Family;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the evaluator is built on, one fact a case: the kernel is asked, and the model must say the same. */
class FirewallFactsKernelTest {

    /** Around the end of the Linux range of before 4.2; where it does not matter, ports that no case had before. */
    private static final PortRange AROUND_61000 = new PortRange(60_976, 61_023);

    private static final int PORTS = 48;
    private static final int FIRST_PORT = 22_000;
    private static final Path HOSTS = Path.of("src/test/resources/firewall/hosts");

    private static FirewallLab lab;
    private static int cases;

    @BeforeAll
    static void open() {
        lab = FirewallLab.open();
    }

    @AfterAll
    static void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private static Arguments nft(String fact, String expected, String... chains) {
        StringBuilder text = new StringBuilder("table inet t {\n");
        for (String chain : chains) {
            int colon = chain.indexOf(':');
            text.append("chain ").append(chain, 0, colon).append(" {\n");
            text.append(chain.substring(colon + 1).replace("; ", "\n")).append("\n}\n");
        }
        return Arguments.of(
                fact, RuleText.of(Backend.NFT, Family.IPV4, text.append("}\n").toString()), expected);
    }

    private static Arguments iptables(String fact, Family family, String expected, String... lines) {
        String text = String.join("\n", lines) + "\nCOMMIT\n";
        return Arguments.of(fact, RuleText.of(Backend.IPTABLES_LEGACY, family, text), expected);
    }

    private static final String IN = "i: type filter hook input priority 0; ";
    private static final String DENY = IN + "policy drop; iifname lo accept; icmpv6 type { 135, 136 } accept; ";

    private static final String EARLY = "%s: type filter hook output priority -300; ";

    static Stream<Arguments> facts() {
        return Stream.of(
                nft(
                        "of one priority the chain that was made last goes first",
                        "udp4 out none",
                        EARLY.formatted("a") + "notrack",
                        EARLY.formatted("b") + "meta l4proto udp ct state invalid drop"),
                nft(
                        "and the one that was made first goes last",
                        "udp4 out all",
                        EARLY.formatted("a") + "meta l4proto udp ct state invalid drop",
                        EARLY.formatted("b") + "notrack"),
                nft(
                        "ct state != a,b matches every packet",
                        "tcp4 out none, udp6 out none, tcp4 in none",
                        IN + "meta l4proto { tcp, udp } iifname != lo ct state != established,related drop"),
                nft(
                        "ct state != { a, b } means what it says",
                        "tcp4 out all, udp6 out all, tcp4 in none",
                        IN + "meta l4proto { tcp, udp } iifname != lo ct state != { established, related } drop"),
                nft("tcp flags syn matches SYN/ACK too", "tcp4 out none, udp4 out all", IN + "tcp flags syn drop"),
                nft("tcp flags == syn is exact", "tcp4 out all, tcp4 in none", IN + "tcp flags == syn drop"),
                nft(
                        "a mask may have holes",
                        "tcp4 out none, udp4 out all, tcp6 out all, udp6 out none",
                        IN + "meta l4proto tcp iifname != lo ip daddr & 0.255.0.255 == 0.99.0.1 drop; "
                                + "meta l4proto udp iifname != lo ip6 daddr & ::ffff == { ::1, ::9 } drop; "
                                + "meta l4proto tcp ip6 daddr & ffff::ffff == fd99::9 drop"),
                iptables(
                        "a mask of iptables too",
                        Family.IPV4,
                        "tcp4 out none, udp4 out all",
                        "*filter",
                        "-A INPUT ! -i lo -p tcp -d 10.0.0.1/255.0.0.255 -j DROP",
                        "-A INPUT ! -i lo -p udp -d 10.0.0.9/255.0.0.255 -j DROP"),
                nft(
                        "a mark that a rule could set, and no packet comes to it",
                        "tcp4 out all, udp4 out none",
                        IN + "meta l4proto tcp meta mark & 0x4000 == 0x4000 drop; "
                                + "meta l4proto udp iifname != lo meta mark & 0x4000 != 0x4000 drop",
                        "c: meta mark set 0x4000"),
                iptables(
                        "a mark of other bits is no matter",
                        Family.IPV4,
                        "tcp4 out all, udp4 out none",
                        "*mangle",
                        ":OWN - [0:0]",
                        "-A OWN -j MARK --or-mark 0x8000",
                        "-A PREROUTING -j MARK --or-mark 0x4000",
                        "COMMIT",
                        "*filter",
                        "-A INPUT -p tcp -m mark --mark 0x8000/0x8000 -j DROP",
                        "-A INPUT ! -i lo -p udp -m mark ! --mark 0x8000/0x8000 -j DROP"),
                nft("tcp dport implies tcp", "tcp4 out none, udp4 out all", IN + "tcp dport != 22 drop"),
                nft(
                        "th dport does not",
                        "tcp4 out none, udp4 out none",
                        IN + "meta l4proto { tcp, udp } iifname != lo th dport != 22 drop"),
                nft(
                        "accept ends its base chain only",
                        "tcp4 out none",
                        IN + "accept",
                        "j: type filter hook input priority 10; tcp dport >= 1 drop"),
                nft(
                        "the end of a chain goes back to the caller",
                        "tcp4 out all",
                        DENY + "jump c; accept",
                        "c: counter"),
                nft("after goto the caller's caller goes on", "tcp4 out none", DENY + "goto c; accept", "c: counter"),
                nft(
                        "a miss in a verdict map goes on",
                        "tcp4 out all",
                        IN + "tcp dport vmap { 22 : drop }; tcp dport 22 drop"),
                nft(
                        "IPv6 needs neighbour discovery",
                        "tcp4 out all, tcp6 out none, udp6 out none",
                        IN + "policy drop; ct state established,related accept"),
                iptables(
                        "REJECT drops and LOG goes on",
                        Family.IPV4,
                        "tcp4 out none, udp4 out all",
                        "*filter",
                        "-A INPUT -p tcp ! -i lo -j LOG",
                        "-A INPUT -p tcp ! -i lo -j REJECT"),
                iptables(
                        "RETURN in a base chain is its policy",
                        Family.IPV4,
                        "tcp4 out none",
                        "*filter",
                        ":INPUT DROP",
                        "-A INPUT -p tcp -j RETURN",
                        "-A INPUT -j ACCEPT"),
                iptables(
                        "NOTRACK inbound: the reply is UNTRACKED",
                        Family.IPV4,
                        "tcp4 out none, udp4 out none",
                        "*raw",
                        "-A PREROUTING -j NOTRACK",
                        "COMMIT",
                        "*filter",
                        ":INPUT DROP",
                        "-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT"),
                iptables(
                        "NOTRACK inbound: the host's own ACK is INVALID",
                        Family.IPV4,
                        "tcp4 out none, udp4 out all",
                        "*raw",
                        "-A PREROUTING ! -i lo -j NOTRACK",
                        "COMMIT",
                        "*filter",
                        "-A OUTPUT -m conntrack --ctstate INVALID -j DROP"),
                iptables(
                        "NOTRACK outbound: SYN/ACK is INVALID, a UDP reply NEW",
                        Family.IPV4,
                        "tcp4 out none, udp4 out all",
                        "*raw",
                        "-A OUTPUT ! -o lo -j NOTRACK",
                        "COMMIT",
                        "*filter",
                        "-A INPUT ! -i lo -m conntrack --ctstate INVALID -j DROP",
                        "-A INPUT ! -i lo -p tcp -m conntrack --ctstate NEW -j ACCEPT"),
                iptables(
                        "at raw priority every packet is INVALID",
                        Family.IPV4,
                        "tcp4 out none",
                        "*raw",
                        "-A PREROUTING ! -i lo -p tcp -m conntrack --ctstate INVALID -j DROP"),
                iptables(
                        "a stateless opening for the Linux range of before 4.2, on ports that end elsewhere",
                        Family.IPV4,
                        "tcp4 out 60976-61000, tcp4 in 60976-61000, tcp4 loopback all",
                        "*filter",
                        ":INPUT DROP",
                        "-A INPUT -i lo -j ACCEPT",
                        "-A INPUT -p tcp --dport 32768:61000 -j ACCEPT"),
                iptables(
                        "multiport --ports is either side",
                        Family.IPV4,
                        "tcp4 out none, tcp4 in all",
                        "*filter",
                        "-A INPUT ! -i lo -p tcp -m multiport --ports 443 -j DROP"),
                iptables(
                        "IPv6 with ESTABLISHED and discovery",
                        Family.IPV6,
                        "tcp6 out all, udp6 out all, tcp6 in none",
                        "*filter",
                        ":INPUT DROP",
                        "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT",
                        "-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 136 -j ACCEPT",
                        "-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void theKernelAndTheModelSayTheSame(String fact, RuleText rules, String expected) {
        check(List.of(rules), expected);
    }

    @Test
    void aHostWithUfwAndDocker() throws IOException {
        String clean = "tcp4 out all, udp4 out all, tcp4 loopback all, tcp4 in none";
        check(List.of(host("ufw-docker.iptables-save", Backend.IPTABLES_NFT, Family.IPV4)), clean);
        check(List.of(host("ufw-docker.iptables-save", Backend.IPTABLES_LEGACY, Family.IPV4)), clean);
        check(
                List.of(host("ufw-docker.ip6tables-save", Backend.IPTABLES_NFT, Family.IPV6)),
                "tcp6 out all, udp6 out all, tcp6 in none");
    }

    @Test
    void aHostWithFirewalld() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/firewall/nft/firewalld.nft"));
        check(
                List.of(RuleText.of(Backend.NFT, Family.IPV4, text)),
                "tcp4 out all, udp4 out all, tcp6 out all, tcp4 in none, tcp6 in none");
    }

    private static RuleText host(String file, Backend backend, Family family) throws IOException {
        RuleText read = RuleText.of(backend, family, Files.readString(HOSTS.resolve(file)));
        return new RuleText(backend, family, read.lines(), false);
    }

    private static void check(List<RuleText> rules, String expected) {
        List<Family> families = rules.stream().allMatch(text -> text.backend().isIptables())
                ? rules.stream().map(RuleText::family).distinct().toList()
                : List.of(Family.values());
        int low = FIRST_PORT + PORTS * cases++;
        PortRange ports = expected.contains("61000") ? AROUND_61000 : new PortRange(low, low + PORTS - 1);
        Trial.Result result = new Trial(lab, families, ports).run(rules, false, true);
        assertThat(result.refusal()).isNull();
        assertThat(result.mismatches()).isEmpty();

        List<ProbeFlow> flows = families.stream()
                .flatMap(family -> FirewallLab.flows(family).stream())
                .toList();
        Map<String, PortSet> completed = lab.completedPatiently(flows, ports);
        for (String clause : expected.split(", ")) {
            int space = clause.lastIndexOf(' ');
            String which = clause.substring(space + 1);
            assertThat(completed.get(clause.substring(0, space)))
                    .as(clause)
                    .hasToString(which.equals("all") ? ports.toString() : which.equals("none") ? "" : which);
        }
    }
}
