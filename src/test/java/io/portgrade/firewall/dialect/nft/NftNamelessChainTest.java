package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules in braces behind jump and goto. Tried with nft 1.0.6 in a network namespace. */
class NftNamelessChainTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "accepts only what jumps ~ udp dport 51820 jump {\\naccept\\n} ~ none",
                "drops only what jumps ~ iifname \"docker0\" jump {\\ntcp dport 80 accept\\ndrop\\n}\\ntcp dport 7 accept ~ 7",
                "on one line, with a semicolon ~ iifname \"eth0\" jump { tcp dport 8 accept; drop; }\\ntcp dport 7 accept ~ 8",
                "comes back from a jump ~ tcp dport 1-9 jump {\\ntcp dport 7 drop\\n}\\ntcp dport 5-8 accept ~ 5-6,8",
                "does not come back from goto ~ tcp dport 1-9 goto {\\ntcp dport 7 accept\\n}\\ntcp dport 5-12 accept ~ 7,10-12",
                "one in another, for which nft 1.0.6 has no room ~ tcp dport 1-9 jump {\\ntcp dport 7-8 jump {\\ntcp dport 8 accept\\n}\\n} ~ 8"
            })
    void readsAChainWithoutAName(String name, String rules, String through) {
        String text = NftRuleTest.input(rules.replace("\\n", "\n"));
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT, text).on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(verdicts.parsed().diagnostics()).isEmpty();
    }

    @Test
    void mayBreakOff() {
        Verdicts cut = Verdicts.of(FirewallFormat.NFT, "table ip f { chain c { tcp dport 1 jump { accept");

        assertThat(cut.parsed().diagnostics()).isNotEmpty();
    }

    /** Where nft refuses it. */
    @Test
    void isUncertainInAMap() {
        String map = "udp dport vmap { 51820 : jump {\n accept\n }, 9 : drop }\nct state established accept";
        Verdicts read = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input(map)).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("?");
        assertThat(NftRuleTest.told(read.udp(PathKind.RETURN))).isEqualTo("?");
    }
}
