package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.AddressType;
import io.portgrade.firewall.CtState;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IptablesRuleTest {

    private static final Match TCP = new Match.Protocol(Set.of(6));
    private static final Match SYN = new Match.TcpFlags(0x17, 0x02, false);

    static Stream<Arguments> matches() {
        return Stream.of(
                arguments("-p tcp", List.of(TCP)),
                arguments("-ptcp", List.of(TCP)),
                arguments("--protocol=tcp", List.of(TCP)),
                arguments("-p 6", List.of(TCP)),
                arguments("-p 06", List.of(TCP)),
                arguments("-p all", List.of()),
                arguments("! -p tcp", List.of(Match.not(TCP))),
                arguments("-p ! tcp", List.of(Match.not(TCP))),
                arguments("-s 10.0.0.0/8", List.of(from("10.0.0.0/8"))),
                arguments("-s 10.0.0.0/255.0.0.0", List.of(from("10.0.0.0/8"))),
                arguments("! -s 10.1.2.3", List.of(Match.not(from("10.1.2.3")))),
                arguments("-s ! 10.1.2.3", List.of(Match.not(from("10.1.2.3")))),
                arguments("-s 0.0.0.0/0", List.of()),
                arguments("-d 10.1.2.3/32", List.of(new Match.Address(End.DESTINATION, set("10.1.2.3")))),
                arguments("-i eth0", List.of(new Match.Interface(Direction.INBOUND, "eth0", false))),
                arguments("! -i lo", List.of(Match.not(new Match.Interface(Direction.INBOUND, "lo", false)))),
                arguments("-o eth+", List.of(new Match.Interface(Direction.OUTBOUND, "eth", true))),
                arguments("-p tcp --dport 22", List.of(TCP, to(22, 22))),
                arguments("-p tcp -m tcp --dport ssh", List.of(TCP, to(22, 22))),
                arguments("-p tcp --dport 010", List.of(TCP, to(8, 8))),
                arguments("-p tcp --dport 1024:", List.of(TCP, to(1024, 65535))),
                arguments("-p tcp --dport :1023", List.of(TCP, to(0, 1023))),
                arguments("-p tcp ! --dport 22", List.of(TCP, Match.not(to(22, 22)))),
                arguments("-p tcp --dport ! 22", List.of(TCP, Match.not(to(22, 22)))),
                arguments("-p tcp --sport http:https", List.of(TCP, port(End.SOURCE, 80, 443))),
                arguments(
                        "-p tcp -m multiport --dports 80,443,8000:8010",
                        List.of(
                                TCP,
                                new Match.Port(
                                        End.DESTINATION,
                                        PortRanges.of(List.of(
                                                new PortRange(80, 80),
                                                new PortRange(443, 443),
                                                new PortRange(8000, 8010)))))),
                arguments(
                        "-p tcp -m multiport ! --ports 5000",
                        List.of(
                                TCP,
                                Match.not(new Match.AnyOf(List.of(port(End.SOURCE, 5000, 5000), to(5000, 5000)))))),
                arguments("-m state --state RELATED,ESTABLISHED", List.of(state(CtState.RELATED, CtState.ESTABLISHED))),
                arguments("-m conntrack ! --ctstate NEW", List.of(Match.not(state(CtState.NEW)))),
                arguments("-m conntrack --ctdir REPLY", List.of(new Match.ConnectionDirection(true))),
                arguments("-p tcp --syn", List.of(TCP, SYN)),
                arguments("-p tcp ! --syn", List.of(TCP, Match.not(SYN))),
                arguments("-p tcp --tcp-flags FIN,SYN,RST,ACK SYN", List.of(TCP, SYN)),
                arguments("-p tcp --tcp-flags ALL NONE", List.of(TCP, new Match.TcpFlags(0x3F, 0, false))),
                arguments("-p icmp --icmp-type echo-request", List.of(new Match.Protocol(Set.of(1)))),
                arguments(
                        "-m addrtype --dst-type LOCAL,BROADCAST",
                        List.of(new Match.OfAddressType(
                                End.DESTINATION, Set.of(AddressType.LOCAL, AddressType.BROADCAST)))),
                arguments("-m iprange --src-range 10.0.0.1-10.0.0.9", List.of(from("10.0.0.1-10.0.0.9"))),
                arguments("-m rpfilter", List.of(new Match.Fixed(true, "-m rpfilter"))),
                arguments("-m rpfilter --invert", List.of(new Match.Fixed(false, "-m rpfilter --invert"))),
                arguments("-m comment --comment \"-j DROP it's\"", List.of()),
                arguments("-c 12 34", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matches")
    void aConditionIsModelled(String condition, List<Match> expected) {
        ParsedFirewall parsed = inDump("-A INPUT " + condition + " -j ACCEPT");

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(rule(parsed).matches()).isEqualTo(expected);
        assertThat(rule(parsed).action()).isEqualTo(new Action.Accept());
        assertThat(parsed.modelledLines()).isEqualTo(parsed.ruleLines());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-m limit --limit 3/min --limit-burst 5",
                "-m recent --name x --set --rsource",
                "-m set --match-set office src,dst",
                "-m mac --mac-source 00:11:22:33:44:55",
                "-m owner --uid-owner 0",
                "-m string --algo bm --string \"-j ACCEPT\"",
                "-m policy --dir in --pol ipsec --proto esp",
                "-m addrtype ! --src-type LOCAL --limit-iface-out",
                "-m neverheard --of this --and that"
            })
    void aModuleThatIsNotModelledIsKeptWithItsOptions(String condition) {
        ParsedFirewall parsed = inDump("-A INPUT " + condition + " -p tcp -j DROP");

        assertThat(rule(parsed).matches()).containsExactly(new Match.Unmodelled(condition), TCP);
        assertThat(rule(parsed).action()).isEqualTo(new Action.Drop());
        assertThat(parsed.modelledLines()).isEqualTo(parsed.ruleLines() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-m limit --limit 3/min -j LOG --log-prefix x",
                "-m recent --name x --set",
                "-p icmp -m icmp --icmp-type 8 -m limit --limit 1/s -j ACCEPT",
                "-p gre -m ttl --ttl-eq 1 -j DROP"
            })
    void whatDecidesNothingAboutAConnectionIsModelledWhateverItAsksFor(String rule) {
        ParsedFirewall parsed = inDump("-A INPUT " + rule);

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.modelledLines()).isEqualTo(parsed.ruleLines());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-p tcp --dport 70000",
                "-p tcp --dport 100:50",
                "-p tcp --dport nonesuch",
                "-p tcp --dport",
                "--dport 22",
                "-p nonesuch",
                "-s 10.0.0",
                "-s web.example.com",
                "-s 10.0.0.1 -d 2001:db8::1",
                "-i interfacewithaverylongname",
                "-m state --state SOMETIMES",
                "-m conntrack --ctdir SIDEWAYS",
                "-p tcp --tcp-flags SYN",
                "-p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
                "-m iprange --src-range 10.0.0.9-10.0.0.1",
                "--unheard-of 7",
                "-m neverheard --of this",
                "stray",
                "-m"
            })
    void whatCannotBeReadIsADiagnosticAndUncertain(String condition) {
        ParsedFirewall parsed = inDump("-A INPUT " + condition + " -j DROP");

        assertThat(parsed.diagnostics())
                .isNotEmpty()
                .allMatch(diagnostic -> Integer.valueOf(3).equals(diagnostic.line()));
        assertThat(rule(parsed).matches()).hasAtLeastOneElementOfType(Match.Unmodelled.class);
        assertThat(parsed.modelledLines()).isEqualTo(parsed.ruleLines() - 1);
    }

    @Test
    void whetherAConnectionIsTranslatedIsUnknown() {
        ParsedFirewall parsed = inDump("-A INPUT -m conntrack --ctstate NEW,DNAT -j DROP");

        assertThat(rule(parsed).matches())
                .containsExactly(new Match.AnyOf(List.of(state(CtState.NEW), new Match.Unmodelled("--ctstate DNAT"))));
        assertThat(parsed.modelledLines()).isEqualTo(parsed.ruleLines() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-j ACCEPT|Accept[]",
                "-j DROP|Drop[]",
                "-j REJECT --reject-with tcp-reset|Drop[]",
                "-j RETURN|Return[]",
                "-j OWN|Jump[chain=OWN]",
                "-g OWN|Goto[chain=OWN]",
                "-jOWN|Jump[chain=OWN]",
                "|Continue[]",
                "-j LOG --log-prefix \"-j DROP\" --log-level 4|Continue[]",
                "-j MARK --set-xmark 0x1/0x1|Mark[bits=1]",
                "-j TCPMSS --clamp-mss-to-pmtu|Continue[]",
                "-j CT --notrack|NoTrack[]",
                "-j CT --helper ftp|Continue[]",
                "-j CT --zone 5|Unmodelled[text=-j CT]",
                "-j CT --zone-orig 5|Unmodelled[text=-j CT]",
                "-j CT --zone-reply 5|Unmodelled[text=-j CT]",
                "-j NOTRACK|NoTrack[]",
                "-j DNAT --to-destination 10.0.0.1:80|DestinationNat[address=10.0.0.1, ports=80]",
                "-j DNAT --to-destination 10.0.0.1-10.0.0.9:80-90|DestinationNat[address=10.0.0.1-10.0.0.9, ports=80-90]",
                "-j DNAT --to-destination :80|DestinationNat[address=null, ports=80]",
                "-j REDIRECT --to-ports 8080|DestinationNat[address=null, ports=8080]",
                "-j REDIRECT|DestinationNat[address=null, ports=null]",
                "-j SNAT --to-source 10.0.0.1:2000-2999|SourceNat[ports=2000-2999, random=false]",
                "-j MASQUERADE|SourceNat[ports=null, random=false]",
                "-j MASQUERADE --to-ports 20000-30000|SourceNat[ports=20000-30000, random=false]",
                "-j SNAT --to-source 10.0.0.1:2000-2999 --random|SourceNat[ports=2000-2999, random=true]",
                "-j MASQUERADE --random-fully|SourceNat[ports=1024-65535, random=true]",
                "-j NFQUEUE --queue-num 1|Unmodelled[text=NFQUEUE]",
                "-j DNAT|Unmodelled[text=-j DNAT]",
                "-j DNAT --to-destination nowhere|Unmodelled[text=-j DNAT]",
                "-j|Unmodelled[text=-j ]"
            })
    void aTargetIsRead(String target, String expected) {
        ParsedFirewall parsed = inDump("-A INPUT -p tcp " + (target == null ? "" : target));

        assertThat(rule(parsed).action()).hasToString(expected);
    }

    @Test
    void ipv6AddressesTypesAndBrackets() {
        ParsedFirewall parsed = Rules.dump(
                "*nat",
                ":OUTPUT ACCEPT [0:0]",
                "-A OUTPUT -d 2001:db8::1/128 -p ipv6-icmp -m icmp6 --icmpv6-type neighbour-solicitation"
                        + " -j DNAT --to-destination [2001:db8::2]:80",
                "COMMIT");

        assertThat(Rules.messages(parsed)).isEmpty();
        Rule rule = Rules.chain(parsed, "OUTPUT").rules().get(0);
        assertThat(rule.matches()).contains(new Match.Icmpv6Type(Set.of(135)));
        assertThat(rule.action()).hasToString("DestinationNat[address=2001:db8::2, ports=80]");
    }

    private static ParsedFirewall inDump(String rule) {
        return Rules.dump("*filter", ":INPUT ACCEPT [0:0]", rule, ":OWN - [0:0]", "COMMIT");
    }

    private static Rule rule(ParsedFirewall parsed) {
        return Rules.chain(parsed, "INPUT").rules().get(0);
    }

    private static Match from(String range) {
        return new Match.Address(End.SOURCE, set(range));
    }

    private static AddressSet set(String range) {
        return AddressSet.of(AddressRange.find(range).orElseThrow());
    }

    private static Match to(int low, int high) {
        return port(End.DESTINATION, low, high);
    }

    private static Match port(End end, int low, int high) {
        return new Match.Port(end, PortRanges.of(low, high));
    }

    private static Match state(CtState... states) {
        return new Match.State(Set.of(states));
    }
}
