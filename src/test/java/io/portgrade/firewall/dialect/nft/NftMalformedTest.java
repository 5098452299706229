package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Dialects;
import io.portgrade.firewall.dialect.ParsedFirewall;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, nothing is thrown; what cannot be read is told with its line, and uncertain. */
class NftMalformedTest {

    private static final String[] FIXTURES = {"docker", "firewalld", "kube", "odd", "ufw", "workstation"};

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a port above 65535; tcp dport 70000 accept; 5 not a value that can be compared",
                "a reversed range; tcp dport 9-5 accept; 5 not a value that can be compared",
                "reversed addresses; ip saddr 10.0.0.9-10.0.0.1 accept; 5 not a value that can be compared",
                "an unknown service; tcp dport nonsense accept; 5 not a value that can be compared",
                "an unknown state; ct state weird accept; 5 not a value that can be compared",
                "an unknown word; frobnicate accept; 5 not read",
                "a missing value; tcp dport accept; 5 not read",
                "a set that is not closed; tcp dport { 7, 8 accept; 5 not a value that can be compared",
                "a set without commas; tcp dport { 7 8 } accept; 5 not read",
                "no such set; tcp dport @nowhere accept; 5 no set is declared",
                "a set with an element that is none; tcp dport @odd accept; 5 an element cannot be compared",
                "no such map; tcp dport vmap @nowhere; 5 no map of verdicts that can be read",
                "a map with a key that is none; tcp dport vmap { 70000 : accept }; 5 no map of verdicts that can be read",
                "no such chain; jump nowhere; 5 there is no chain",
                "a set without elements; tcp dport { } accept; 5 not a value that can be compared",
                "a map without elements; tcp dport vmap { }; 5 no map of verdicts that can be read",
                "no such field; tcp frobnicate 7 accept; 5 nft has no such field",
                "no such field of a map; tcp frobnicate vmap { 7 : accept }; 5 nft has no such field",
                "no such variable; tcp dport $nowhere accept; 5 not a value that can be compared"
            })
    void doubtsTheRule(String name, String rule, String message) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input(rule)).on("eth0");

        assertThat(read.tcp(PathKind.NEW_INBOUND).unknown().size()).as(rule).isEqualTo(NftRuleTest.PORTS);
        assertThat(read.messages()).as(rule).anySatisfy(told -> assertThat(told).startsWith(message));
        assertThat(read.parsed().modelledLines()).isLessThan(read.parsed().ruleLines());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "table inet f { chain i { type filter hook input priority 0; accept",
                "table inet f { chain i { type filter hook input priority 0; }",
                "table inet f { chain i { type filter hook inputs priority 0; } }",
                "table inet f { chain i { type filter hook input priority nonsense; } }",
                "table inet f { chain i { type filter hook input priority 0; policy maybe; } }",
                "table inet f { chian i { type filter hook input priority 0; policy drop; } }",
                "tabel inet f { chain i { type filter hook input priority 0; policy drop; } }",
                "table inet4 f { chain i { type filter hook input priority 0; policy maybe; } }",
                "table inet f { chain a { jump b; }; chain b { jump a; }; chain i { type filter hook input priority 0; jump a; } }"
            })
    void doubtsEverythingThatItMayHaveDecided(String text) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, text);

        assertThat(NftRuleTest.told(read.tcp(PathKind.NEW_INBOUND))).as(text).isEqualTo("?");
        assertThat(read.messages()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"nftables\": [{\"table\": {\"family\": \"inet\", \"name\": \"f\"}}, {\"chain\": {\"family\": \"inet\"",
                "{\"nftables\": [{\"wall\": {\"family\": \"inet\", \"name\": \"f\"}}]}",
                "{\"nftables\": [{\"rule\": 5}]}",
                "{\"nftables\": [7]}",
                "{\"nftables\": [{\"chain\": {\"family\": \"inet\", \"table\": \"f\", \"name\": \"i\", \"type\": \"filter\", \"hook\": 5}}]}",
                "{\"nftables\": [{\"delete\": {\"rule\": {\"family\": \"inet\", \"table\": \"f\", \"chain\": \"i\"}}}]}"
            })
    void doubtsWhatJsonMayHaveDecided(String text) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT_JSON, text);

        assertThat(NftRuleTest.told(read.tcp(PathKind.NEW_INBOUND))).as(text).isEqualTo("?");
        assertThat(read.messages()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "NFT; {\"a\": 1}",
                "NFT; \u0000\u0001\u0002",
                "NFT_JSON; table inet f",
                "NFT_JSON; {\"a\": 1}",
                "NFT_JSON; []"
            })
    void saysWhatIsNoRuleset(FirewallFormat format, String text) {
        ParsedFirewall read = parse(format, text);

        assertThat(read.diagnostics()).isNotEmpty();
        assertThat(read.modelledLines()).isZero();
    }

    @Test
    void aStringMayBreakOffAfterABlank() {
        ParsedFirewall cut = parse(FirewallFormat.NFT, "table ip f {\n chain c {\n  log prefix \"lost ");

        assertThat(cut.diagnostics()).isNotEmpty();
    }

    @Property(tries = 300)
    void neverThrowsWhateverTheText(@ForAll @StringLength(max = 300) String text) {
        parse(FirewallFormat.NFT, text);
        parse(FirewallFormat.NFT_JSON, text);
        NftReader.recognises(text);
        NftJsonReader.recognises(text);
    }

    @Property(tries = 300)
    void neverThrowsWhateverBecomesOfARuleset(
            @ForAll @IntRange(max = 5) int fixture, @ForAll @LongRange(min = 0) long seed) {
        String name = FIXTURES[fixture];
        ParsedFirewall text = parse(FirewallFormat.NFT, mutated(Verdicts.file("nft/" + name + ".nft"), seed));
        ParsedFirewall json = parse(FirewallFormat.NFT_JSON, mutated(Verdicts.file("nft/" + name + ".json"), seed));

        assertThat(text.modelledLines()).isLessThanOrEqualTo(text.ruleLines());
        assertThat(json.modelledLines()).isLessThanOrEqualTo(json.ruleLines());
    }

    /** A piece of it, some characters of which are left out, doubled or exchanged. */
    private static String mutated(String text, long seed) {
        Random random = new Random(seed);
        int start = random.nextInt(3) == 0 ? random.nextInt(text.length()) : 0;
        StringBuilder piece =
                new StringBuilder(text.substring(start, start + (text.length() - start) / (1 + random.nextInt(3))));
        String others = " {}();:,.@$!=/-\"'\\\n0x";
        for (int i = random.nextInt(40); i > 0 && piece.length() > 1; i--) {
            int at = random.nextInt(piece.length());
            switch (random.nextInt(3)) {
                case 0 -> piece.deleteCharAt(at);
                case 1 -> piece.insert(at, piece.charAt(random.nextInt(piece.length())));
                default -> piece.setCharAt(at, others.charAt(random.nextInt(others.length())));
            }
        }
        return piece.toString();
    }

    private static ParsedFirewall parse(FirewallFormat format, String text) {
        return Dialects.parse(new FirewallDocument("fw", format, text)).orElseThrow();
    }
}
