package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tables, chains and commands come together. {@code nft(8)}. */
class NftScriptTest {

    private static final String DROPS = "type filter hook input priority filter; policy drop;";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "flat commands ~ add table inet f\\nadd chain inet f i { DROPS }\\nadd rule inet f i tcp dport 7 accept ~ 7",
                "typed into a shell ~ $ sudo nft add chain inet f i '{ DROPS }'\\n$ sudo nft add rule inet f i tcp dport 7 accept ~ 7",
                "escaped for a shell ~ nft add chain inet f i { DROPSHELL }\\nnft add rule inet f i tcp dport \\{ 7, 8 \\} accept ~ 7-8",
                "in a shell's quotes ~ nft \"add chain inet f i { DROPS }\"\\nnft \"add rule inet f i iifname \\\"eth0\\\" tcp dport 7 accept\" ~ 7",
                "one line ~ table inet f { chain i { DROPS tcp dport 7 accept; tcp dport 8 accept; }; } ~ 7-8",
                "lines that go on ~ table inet f {\\nchain i {\\nDROPS\\ntcp dport {\\n 7, # first\\n 8\\n} \\\\\\n accept\\n}\\n} ~ 7-8",
                "a table twice ~ table inet f { chain i { DROPS } }\\ntable inet f {\\nchain i {\\ntcp dport 7 accept\\n}\\n} ~ 7",
                "flushed before ~ table inet old { chain i { DROPS } }\\nflush ruleset\\ntable inet f { chain i { DROPS tcp dport 7 accept\\n } } ~ 7",
                "deleted before ~ table ip f { chain i { DROPS } }\\ndelete table ip f\\ntable inet f { chain i { DROPS tcp dport 7 accept\\n } } ~ 7",
                "inserted at the front ~ table inet f { chain i { DROPS tcp dport 1-9 drop\\n } }\\ninsert rule inet f i tcp dport 7 accept ~ 7",
                "inserted by index ~ table inet f { chain i { DROPS tcp dport 7 accept; tcp dport 1-9 drop\\n } }\\ninsert rule inet f i index 1 tcp dport 8 accept ~ 7-8",
                "added after a handle ~ table inet f { chain i { DROPS\\ntcp dport 7 accept # handle 4\\ntcp dport 1-9 drop # handle 5\\n } }\\nadd rule inet f i handle 4 tcp dport 8 accept ~ 7-8",
                "deleted by handle ~ table inet f { chain i { DROPS\\ntcp dport 7 drop # handle 4\\ntcp dport 1-9 accept # handle 5\\n } }\\ndelete rule inet f i handle 4 ~ 1-9",
                "replaced by handle ~ table inet f { chain i { DROPS\\ntcp dport 7 drop # handle 4\\n } }\\nreplace rule inet f i handle 4 tcp dport 8 accept ~ 8",
                "variables ~ define p = 7\\ndefine all = { $p, 9 }\\ntable inet f { chain i { DROPS tcp dport $all accept\\n } } ~ 7,9",
                "sets of variables ~ define more = { 8, 9 }\\ntable inet f { set s { type inet_service; elements = { 7, $more }\\n }\\nchain i { DROPS tcp dport @s accept\\n } } ~ 7-9",
                "elements added later ~ table inet f { set s { type inet_service; }\\nchain i { DROPS tcp dport @s accept\\n } }\\nadd element inet f s { 7, 8-9 } ~ 7-9",
                "a map and its elements ~ table inet f { map m { type inet_service : verdict; flags interval; elements = {\\n7 : accept,\\n 8-9 : jump x }\\n }\\nchain x { accept; }\\nchain i { DROPS tcp dport vmap @m\\n } } ~ 7-9",
                "a dormant table ~ table inet f { flags dormant; chain i { DROPS } } ~ all",
                "no policy ~ table inet f { chain i { type filter hook input priority 0; } } ~ all",
                "a policy alone ~ table inet f { chain i { type filter hook input priority 0;\\npolicy drop; } } ~ none",
                "two tables, each of which may drop ~ table inet f { chain i { DROPS tcp dport 1-9 accept; } }\\ntable ip g { chain i { DROPS tcp dport 5-20 accept; } } ~ 5-9",
                "jump and return ~ table inet f { chain x { tcp dport 7 return; accept; }\\nchain i { DROPS tcp dport 1-9 jump x\\n } } ~ 1-6,8-9",
                "goto does not come back ~ table inet f { chain x { tcp dport 7 accept; }\\nchain i { DROPS tcp dport 1-9 goto x; tcp dport 5-12 accept; } } ~ 7,10-12",
                "a map that leaves ~ table inet f { chain x { tcp dport 7 accept; }\\nchain i { DROPS tcp dport vmap { 1-8 : goto x, 9 : return }; tcp dport 5-12 accept; } } ~ 7,10-12",
                "a map that leaves and stays ~ table inet f { chain x { tcp dport 7 accept; }\\nchain y { }\\nchain i { DROPS tcp dport vmap { 1-8 : goto x, 9 : jump y, 10 : return }; tcp dport 5-12 accept; } } ~ 7,9,11-12",
                "nothing after a map's miss ~ table inet f { chain i { DROPS tcp dport vmap { 7 : accept } drop; tcp dport 7-9 accept; } } ~ 7-9",
                "a prompt and prose ~ root@web:/# nft list ruleset\\ntable inet f {\\nchain i { DROPS tcp dport 7 accept; }\\n} ~ 7",
                "iptables-nft's warning ~ # Warning: table ip filter is managed by iptables-nft, do not touch!\\ntable ip filter {\\nchain INPUT { DROPS tcp dport 7 counter packets 0 bytes 0 accept\\n}\\n} ~ 7",
                "a changing set is not known ~ table inet f { set s { type inet_service; flags timeout; elements = { 7 }\\n }\\nchain i { DROPS tcp dport @s accept\\n } } ~ ?",
                "an element that expires is not known ~ table inet f { set s { type inet_service; elements = { 7 expires 5s, 8 }\\n }\\nchain i { DROPS tcp dport @s accept\\n } } ~ ?",
                "an ingress chain of another device ~ table netdev n { chain i { type filter hook ingress device \"eth9\" priority 0; policy drop; } } ~ all",
                "an ingress chain of this device ~ table netdev n { chain i { type filter hook ingress devices = { eth0, eth1 } priority 0; policy drop;\\nmeta protocol arp accept\\ntcp dport 7 accept\\n} } ~ 7"
            })
    void letsIn(String name, String script, String exposed) {
        String text = script.replace("\\n", "\n")
                .replace("DROPSHELL", DROPS.replace(";", "\\;"))
                .replace("DROPS", DROPS);

        Verdicts read = Verdicts.of(FirewallFormat.NFT, text).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.NEW_INBOUND))).as(text).isEqualTo(exposed);
    }

    @Test
    void keepsRulesInTheirOrderWithLineAndText() {
        Table table = tables("""
                table inet f {
                    chain i {
                        type filter hook input priority dstnat - 5; policy drop;
                        tcp dport { 1,
                                    2 } accept
                        what is this
                        ct state vmap { new : drop, established : accept }
                        udp dport 53 notrack accept
                    }
                }
                """).get(0);

        Chain chain = chain(table, "i");
        assertThat(chain.base()).isEqualTo(new Chain.Base(Hook.INPUT, -105, false, false));
        assertThat(chain.source().line()).isEqualTo(2);
        assertThat(chain.rules()).extracting(rule -> rule.source().line()).containsExactly(4, 6, 7, 7, 8);
        assertThat(chain.rules())
                .extracting(Rule::text)
                .containsExactly(
                        "tcp dport { 1, 2 } accept",
                        "what is this",
                        "ct state vmap { new : drop, established : accept }",
                        "ct state vmap { new : drop, established : accept }",
                        "udp dport 53 notrack accept");
        assertThat(chain.rules().get(1).action()).isEqualTo(new Action.Unmodelled("what is this"));
        assertThat(table.families()).containsExactlyInAnyOrder(Family.IPV4, Family.IPV6);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "raw, -300",
        "mangle, -150",
        "dstnat, -100",
        "filter, 0",
        "security, 50",
        "srcnat, 100",
        "filter + 10, 10",
        "filter-10, -10",
        "-200, -200",
        "0, 0"
    })
    void knowsPriorities(String text, int priority) {
        Table table = tables("table ip f { chain i { type nat hook output priority " + text + "; } }")
                .get(0);

        assertThat(chain(table, "i").base()).isEqualTo(new Chain.Base(Hook.OUTPUT, priority, true, true));
    }

    @Test
    void whatAFileThatWasNotSentDropsIsUnknown() {
        Verdicts verdicts = Verdicts.of("""
                include "/etc/nftables.d/*.nft"
                table inet f {
                    chain i {
                        type filter hook input priority 0; policy drop;
                        ct state established accept
                    }
                }
                """);

        assertThat(verdicts.share()).isEqualTo("4/5");
        assertThat(verdicts.tcp(PathKind.RETURN).unknown().size()).isEqualTo(65_536);
        assertThat(verdicts.parsed().diagnostics())
                .anyMatch(diagnostic -> Integer.valueOf(1).equals(diagnostic.line())
                        && diagnostic.message().contains("append its text"));
    }

    @Test
    void readsAddressTranslation() {
        Table table = tables("""
                table inet nat {
                    chain post {
                        masquerade to :1024-2047 random,persistent
                        snat ip to 192.0.2.1:5000-5999
                        snat to 192.0.2.1-192.0.2.9
                        masquerade
                        masquerade persistent
                        masquerade fully-random
                        redirect to :8080
                        dnat ip6 to [2001:db8::1]:80
                        dnat 10.0.0.2:22
                        dnat to tcp dport map { 80 : 10.0.0.1 }
                        tproxy to :50080 accept
                        notrack
                    }
                }
                """).get(0);

        assertThat(chain(table, "post").rules())
                .extracting(Rule::action)
                .containsExactly(
                        new Action.SourceNat(new PortRange(1024, 2047), true),
                        new Action.SourceNat(new PortRange(5000, 5999), false),
                        new Action.SourceNat(null, false),
                        new Action.SourceNat(null, false),
                        new Action.SourceNat(null, false),
                        new Action.SourceNat(new PortRange(1024, 65_535), true),
                        new Action.DestinationNat(null, new PortRange(8080, 8080)),
                        new Action.DestinationNat(
                                AddressRange.find("2001:db8::1").orElseThrow(), new PortRange(80, 80)),
                        new Action.DestinationNat(AddressRange.find("10.0.0.2").orElseThrow(), new PortRange(22, 22)),
                        new Action.Unmodelled("dnat to tcp dport map { 80 : 10.0.0.1 }"),
                        new Action.Unmodelled("tproxy to :50080 accept"),
                        new Action.NoTrack());
    }

    @Test
    void passesOverWhatIsNotAboutTheHostsPackets() {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, """
                table bridge b { chain f { type filter hook forward priority 0; policy drop; } }
                table arp a { chain i { type filter hook input priority 0; policy accept; } }
                table inet f { chain i { type filter hook input priority 0; policy accept; } }
                """);

        assertThat(NftRuleTest.told(read.tcp(PathKind.NEW_INBOUND))).isEqualTo("all");
        assertThat(read.messages())
                .containsExactly(
                        "1 a table about bridged frames, which is not looked at: \"b\"",
                        "2 a table about ARP, which is not looked at: \"a\"");
    }

    private static Chain chain(Table table, String name) {
        return Objects.requireNonNull(table.chains().get(name));
    }

    private static List<Table> tables(String text) {
        Firewall firewall = Verdicts.of(FirewallFormat.NFT, text).parsed().firewall();
        return ((Firewall.Netfilter) Objects.requireNonNull(firewall)).tables();
    }
}
