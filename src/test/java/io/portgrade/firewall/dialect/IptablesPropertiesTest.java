package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Action;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IptablesPropertiesTest {

    private static final List<FirewallFormat> FORMATS = List.of(
            FirewallFormat.IPTABLES_SAVE,
            FirewallFormat.IP6TABLES_SAVE,
            FirewallFormat.IPTABLES_RULES,
            FirewallFormat.IPTABLES_LIST);

    @Property(tries = 300)
    void neverThrows(@ForAll String text) {
        readsInEveryFormat(text);
    }

    @Property(tries = 500)
    void neverThrowsOnWhatLooksLikeRules(@ForAll("texts") String text) {
        readsInEveryFormat(text);
    }

    @Property(tries = 100)
    void neverThrowsWhereverADumpIsCut(@ForAll("files") String file, @ForAll Random random) {
        String text = Rules.fixture(file);
        readsInEveryFormat(text.substring(0, random.nextInt(text.length() + 1)));
    }

    @Example
    void aHundredThousandRulesAreReadInTimeThatGrowsWithThem() {
        StringBuilder text = new StringBuilder("*filter\n:INPUT DROP [0:0]\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("-A INPUT -p tcp -m tcp --dport ").append(i % 65_536).append(" -j ACCEPT\n");
        }
        long start = System.nanoTime();
        ParsedFirewall parsed = Rules.parse(null, text.append("COMMIT\n").toString());

        assertThat(parsed.modelledLines()).isEqualTo(100_001);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Example
    void moreDeletionsThanCanBeLookedAtLeaveTheChainOpen() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("iptables -A INPUT -p tcp --dport ").append(i + 1).append(" -j ACCEPT\n");
        }
        for (int i = 10_000; i > 0; i--) {
            text.append("iptables -D INPUT -p tcp --dport ").append(i).append(" -j ACCEPT\n");
        }

        ParsedFirewall parsed = Rules.parse(FirewallFormat.IPTABLES_RULES, text.toString());

        assertThat(parsed.diagnostics())
                .anyMatch(diagnostic -> diagnostic.message().startsWith("more deletions"));
        assertThat(Rules.chain(parsed, "INPUT").rules().get(0).action()).isInstanceOf(Action.Unmodelled.class);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("iptables-nft-save.txt", "ip6tables-nft-S.txt", "iptables-nft-Lnv.txt", "ufw-save.txt");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "*filter",
                        "*nat",
                        "*",
                        "COMMIT",
                        ":INPUT",
                        ":OWN",
                        "-",
                        "ACCEPT",
                        "DROP",
                        "[0:0]",
                        "[",
                        "-A",
                        "-I",
                        "-D",
                        "-R",
                        "-P",
                        "-N",
                        "-X",
                        "-F",
                        "-E",
                        "INPUT",
                        "OUTPUT",
                        "OWN",
                        "1",
                        "-1",
                        "99999",
                        "iptables",
                        "ip6tables",
                        "sudo",
                        "-t",
                        "nat",
                        "-p",
                        "tcp",
                        "!",
                        "-s",
                        "10.0.0.0/8",
                        "::/0",
                        "10.0.0.1,10.0.0.2",
                        "-m",
                        "multiport",
                        "addrtype",
                        "--dst-type",
                        "LOCAL",
                        "--dports",
                        "1:2,3",
                        "--dport",
                        "5:1",
                        "--ctstate",
                        "NEW,DNAT",
                        "-j",
                        "-g",
                        "LOG",
                        "DNAT",
                        "--to-destination",
                        "[::1]:80",
                        "\"",
                        "'",
                        "\\",
                        ";",
                        "Chain",
                        "(policy",
                        "DROP)",
                        "(1 references)",
                        "target",
                        "prot",
                        "opt",
                        "in",
                        "out",
                        "source",
                        "destination",
                        "pkts",
                        "bytes",
                        "num",
                        "--",
                        "any",
                        "*",
                        "flags:0x17/0x02",
                        "dpt:",
                        "icmptype",
                        "/*",
                        "*/",
                        "rpfilter",
                        "CT",
                        "$",
                        "#",
                        "# Generated by ip6tables-save",
                        "\n",
                        "\n",
                        "\n",
                        "\t",
                        "\u0000",
                        "-c",
                        "--comment",
                        "--tcp-flags",
                        "-w")
                .list()
                .ofMaxSize(80)
                .map(words -> String.join(" ", words).replace(" \n ", "\n"));
    }

    private static void readsInEveryFormat(String text) {
        Dialects.parse(new FirewallDocument("fw", null, text));
        int lines = (int) text.lines().count();
        for (FirewallFormat format : FORMATS) {
            ParsedFirewall parsed = Rules.parse(format, text);
            assertThat(parsed.modelledLines()).isBetween(0, parsed.ruleLines());
            assertThat(parsed.diagnostics()).allSatisfy(diagnostic -> {
                if (diagnostic.line() != null) {
                    assertThat(diagnostic.line()).isBetween(1, Math.max(1, lines));
                }
            });
        }
    }
}
