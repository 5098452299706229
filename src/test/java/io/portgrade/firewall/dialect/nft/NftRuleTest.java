package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one rule lets in where the policy drops the rest: return traffic of TCP, and new connections, both over IPv4 and on
 * an interface called eth0. {@code nft(8)}.
 */
class NftRuleTest {

    static final int PORTS = 65_536;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "nothing to compare; accept; all; all",
                "a port; tcp dport 40000 accept; 40000; 40000",
                "a port by its service; tcp dport ssh accept; 22; 22",
                "ports with and without blanks; tcp dport {40000,40010-40019, 41000 } accept; 40000,40010-40019,41000; 40000,40010-40019,41000",
                "a range; tcp dport 1024-65535 accept; 1024-65535; 1024-65535",
                "above; tcp dport > 1023 accept; 1024-65535; 1024-65535",
                "up to; tcp dport <= 1023 accept; 0-1023; 0-1023",
                "not a port; tcp dport != 40000 accept; 0-39999,40001-65535; 0-39999,40001-65535",
                "not a set of ports; tcp dport != { 0-39999, 50000-65535 } accept; 40000-49999; 40000-49999",
                "equal, written; tcp dport == 40000 accept; 40000; 40000",
                "equal, as a word; tcp dport eq 40000 accept; 40000; 40000",
                "another protocol's port; udp dport 40000 accept; none; none",
                "not another protocol's port; udp dport != 53 accept; none; none",
                "any protocol's port; th dport 40000 accept; 40000; 40000",
                "not any protocol's port; th dport != 40000 accept; 0-39999,40001-65535; 0-39999,40001-65535",
                "both ports of one protocol; tcp sport 0-65535 tcp dport 50000 accept; 50000; 50000",
                "the other port, which is not known; tcp sport 443 accept; ?; ?",
                "multiport --ports of iptables; tcp sport . tcp dport { 0-65535 . 40000, 40000 . 0-65535 } accept; ?; ?",
                "a protocol; meta l4proto tcp accept; all; all",
                "a protocol by number; meta l4proto 6 accept; all; all",
                "protocols; meta l4proto { icmp, udp } accept; none; none",
                "the header's protocol; ip protocol tcp accept; all; all",
                "the header of IPv6; ip6 nexthdr tcp accept; none; none",
                "a family; meta nfproto ipv4 accept; all; all",
                "the other family; meta nfproto ipv6 accept; none; none",
                "an address of the other family; ip6 saddr ::/0 accept; none; none",
                "not an address of the other family; ip6 saddr != ::1 accept; none; none",
                "every address; ip saddr 0.0.0.0/0 accept; all; all",
                "loopback's addresses; ip saddr 127.0.0.0/8 accept; none; none",
                "not loopback's addresses; ip saddr != 127.0.0.0/8 accept; all; all",
                "a mask; ip saddr & 255.0.0.0 == 127.0.0.0 accept; none; none",
                "a mask with holes; ip saddr & 0.0.0.255 == 0.0.0.1 accept; ?; ?",
                "not under a mask with holes; ip saddr & 0.0.0.255 != { 0.0.0.1, 0.0.0.2 } accept; ?; ?",
                "bits outside the mask; ip saddr & 0.0.0.255 == 0.0.1.1 accept; none; none",
                "not bits outside the mask; ip saddr & 255.0.0.0 != 10.1.0.0 accept; all; all",
                "a mask of the other family; ip6 saddr & ::ffff == ::1 accept; none; none",
                "the interface; iifname \"eth0\" accept; all; all",
                "the interface without quotes; iif eth0 accept; all; all",
                "the interface after meta; meta iifname eth0 accept; all; all",
                "how the interface begins; iifname \"eth*\" accept; all; all",
                "how it begins without quotes; iifname eth* accept; all; all",
                "how it does not begin; iifname \"wl*\" accept; none; none",
                "not the interface; iifname != \"eth0\" accept; none; none",
                "interfaces; iifname { \"lo\", \"eth0\" } accept; all; all",
                "an interface's index; iif 2 accept; ?; ?",
                "what goes out has no way in; oifname \"eth0\" accept; none; none",
                "states; ct state established,related accept; all; none",
                "states with blanks; ct state established, related accept; all; none",
                "states with a bar; ct state established|related accept; all; none",
                "a set of states; ct state { established, related } accept; all; none",
                "a state by its bit; ct state 0x2 accept; all; none",
                "unequal to two bits is always; ct state != established,related accept; all; all",
                "unequal to two bits, with a bar; ct state != established | related accept; all; all",
                "none of two states; ct state ! established,related accept; none; none",
                "not in a set of states; ct state != { established, related } accept; none; none",
                "not in a set with new; ct state != { new, invalid } accept; all; none",
                "unequal to one state; ct state != invalid accept; all; all",
                "states under a mask; ct state & (established|related) != 0 accept; all; none",
                "the direction; ct direction reply accept; all; none",
                "an unknown mark; ct mark 0x1 accept; ?; ?",
                "any flag; tcp flags ack accept; all; none",
                "any of two flags; tcp flags syn,ack accept; all; all",
                "exactly one flag; tcp flags == ack accept; none; none",
                "not exactly; tcp flags != syn accept; all; none",
                "flags under a mask; tcp flags & (fin|syn|rst|ack) != syn accept; all; none",
                "flags under a mask without a sign; tcp flags & (fin|rst|ack) ack accept; all; none",
                "flags and mask with a slash; tcp flags != syn / fin,syn,rst,ack accept; all; none",
                "a set of flags; tcp flags { syn | ack, ack, ack | psh } accept; all; none",
                "ICMP is another protocol; icmp type echo-request accept; none; none",
                "ICMPv6 too; icmpv6 type != echo-request accept; none; none",
                "a packet type; meta pkttype host accept; all; all",
                "a packet type of many; meta pkttype { broadcast, multicast } accept; none; none",
                "addresses of its own; fib daddr type local accept; all; all",
                "addresses of others; fib daddr type != local accept; none; none",
                "no way back; fib saddr . iif oif missing accept; none; none",
                "a way back, with a mark; fib saddr . mark . iif oif exists accept; all; all",
                "the hops left are not known; ip ttl 64 accept; ?; ?",
                "no rule redirects; ct status dnat accept; none; none",
                "two fields at once; meta l4proto . th dport { udp . 53, tcp . 40000, tcp . 40001 } accept; 40000-40001; 40000-40001",
                "not two fields at once; meta l4proto . th dport != { tcp . 0-59999 } accept; 60000-65535; 60000-65535",
                "a map of verdicts; tcp dport vmap { 40000 : accept, 40001 : drop, 41000-41999 : accept }; 40000,41000-41999; 40000,41000-41999",
                "a map with a default; tcp dport vmap { 40000 : drop, * : accept }; 0-39999,40001-65535; 0-39999,40001-65535",
                "a map of states; ct state vmap { established : accept, related : accept, invalid : drop }; all; none",
                "a map of two fields; meta l4proto . th dport vmap { tcp . 1-9 : accept, udp . 53 : drop }; 1-9; 1-9",
                "a rate; limit rate 10/second burst 5 packets accept; ?; ?",
                "a rate in bytes; limit rate over 10 mbytes/second tcp dport 5 accept; none ?5; none ?5",
                "a quota; quota over 5 mbytes used 1 bytes accept; ?; ?",
                "a count of connections; ct count over 20 accept; ?; ?",
                "asides; counter packets 1 bytes 2 log prefix \"x: \" level info flags all meta mark set 0x1 accept comment \"drop\"; all; all",
                "log with flags before a condition; log flags tcp sequence,options tcp dport 7 accept; 7; 7",
                "a mark from arithmetic; meta mark set ct mark and 0xff or 0x100 accept; all; all",
                "what is added to a set; add @seen { ip saddr timeout 1m } accept; all; all",
                "what is limited in a set; update @seen { ip saddr limit rate over 5/minute } accept; ?; ?",
                "reject; tcp dport 80 reject with tcp reset; none; none",
                "what ends a count; ct mark set numgen inc mod 2 offset 100 accept; all; all",
                "what ends a draw; tcp dport 7 meta priority set numgen random mod 010 accept; 7; 7",
                "what ends a hash; tcp dport 7 meta priority set jhash ip saddr . tcp sport mod 2 seed 0x7 offset 7 accept; 7; 7",
                "what ends a hash of bits; tcp dport 7 ct mark set jhash (ip saddr) and 0xff mod 2 accept; 7; 7",
                "what ends a symmetric hash; tcp dport 7 meta mark set symhash mod 2 offset 3 accept; 7; 7",
                "a hash of a hash; meta priority set jhash jhash ip saddr mod 2 accept; ?; ?",
                "what ends an option that is taken away; reset tcp option fastopen accept; all; all",
                "an option that is none; reset udp option fastopen accept; ?; ?",
                "another port is written; tcp dport 7 tcp dport set 5 accept; none ?7; none ?7",
                "flags are written; tcp flags set 0 accept; ?; ?",
                "an address is written; ip daddr set 10.0.0.1 accept; ?; ?",
                "bytes are written; @th,16,16 set 5 accept; ?; ?",
                "a class of traffic is written; ip dscp set cs1 accept; all; all",
                "hops are written; ip ttl set 64 accept; all; all",
                "the longest segment is written; tcp option maxseg size set 1200 accept; all; all",
                "a port in octal; tcp dport 050000 accept; 20480; 20480",
                "ports in octal; tcp dport { 010-020, 0100 } accept; 8-16,64; 8-16,64",
                "a port with a zero, but not in octal; tcp dport 080 accept; 80; 80",
                "states in octal; ct state 016 accept; all; all",
                "an address in octal; ip saddr != 127.000.000.001 accept; ?; ?",
                "addresses in octal; ip saddr != 127.0.0.01-127.0.0.2 accept; ?; ?",
                "a mask in octal; ip saddr & 255.00.0.0 != 127.0.0.0 accept; ?; ?",
                "how long a prefix is in octal; ip saddr != 127.0.0.0/010 accept; ?; ?",
                "zeros of IPv6; ip6 saddr 0001::/16 accept; none; none",
                "bits after the prefix; ip saddr 127.0.0.1/8 accept; ?; ?",
                "not with bits after the prefix; ip saddr != 127.0.0.1/8 accept; ?; ?",
                "bits after the prefix in a set; ip saddr { 127.0.0.1/8, 127.0.0.1 } accept; none; none",
                "above a service; tcp dport > ssh accept; ?; ?",
                "below what is no number; tcp dport < 090 accept; ?; ?",
                "a queue; queue num 1-2 bypass; ?; ?",
                "another option; tcp option maxseg size 1-500 accept; ?; ?",
                "an extension header; exthdr hbh exists accept; none; none",
                "raw bytes; @th,16,16 0x1 accept; ?; ?",
                "a random number; numgen random mod 2 vmap { 0 : accept, 1 : accept }; ?; ?",
                "a hidden condition; xt match recent counter accept; ?; ?",
                "a hidden comment; xt match \"comment\" tcp dport 9 accept; 9; 9",
                "a hidden condition in a comment; tcp dport 9 counter # xt_recent; none ?9; none ?9",
                "an older nft's hidden condition; meta l4proto tcp # match-set bad src counter accept; ?; ?",
                "a comment is none; tcp dport 9 accept # match the old rule; 9; 9"
            })
    void letsIn(String name, String rule, String back, String exposed) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, input(rule)).on("eth0");

        assertThat(told(read.tcp(PathKind.RETURN))).as(rule).isEqualTo(back);
        assertThat(told(read.tcp(PathKind.NEW_INBOUND))).as(rule).isEqualTo(exposed);
    }

    static String input(String rule) {
        return """
                table inet filter {
                    set seen { type ipv4_addr; flags dynamic; } set odd { type inet_service; elements = { 70000 }; }
                    chain input {
                        type filter hook input priority filter; policy drop;
                        %s
                    }
                }
                """.formatted(rule);
    }

    /** The ports that get through, and behind a question mark those that may. */
    static String told(PathVerdict verdict) {
        if (verdict.unknown().size() == PORTS) {
            return "?";
        }
        String through = verdict.allowed().isEmpty()
                ? "none"
                : verdict.allowed().size() == PORTS ? "all" : verdict.allowed().toString();
        return verdict.unknown().isEmpty() ? through : through + " ?" + verdict.unknown();
    }
}
