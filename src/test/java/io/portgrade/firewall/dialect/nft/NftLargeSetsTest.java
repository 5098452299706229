package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets and maps that are large, and named by many rules: every rule costs what a rule does, and not what the set does. */
class NftLargeSetsTest {

    private static final int ELEMENTS = 10_000;
    private static final int RULES = 5_000;

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "ipv4_addr . inet_service; ip saddr . tcp sport @s accept",
                "ipv4_addr . inet_service; ip saddr . tcp sport != @s drop"
            })
    void aSetIsLookedThroughOnceForEachPacket(String type, String rule) {
        String elements = elements(i -> address(i) + " . " + (1 + i));

        FirewallAnalysis analysis = analyse("set s { type " + type + "; elements = { " + elements + " }; }", rule);

        assertThat(analysis.complete()).isTrue();
        assertThat(analysis.steps()).isLessThan(200L * (RULES + ELEMENTS));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "ipv4_addr, ip saddr & 0.255.255.255 == @s accept",
        "ipv4_addr, ip saddr & 0.255.255.255 != @s drop",
        "mark, meta mark & 0xff == @s drop"
    })
    void aSetIsComparedUnderAMaskOnce(String type, String rule) {
        String set = "set s { type " + type + "; elements = { "
                + elements(i -> type.equals("mark") ? "" + i : address(i)) + " }; }";

        assertThat(read(set, rule).messages()).isEmpty();
        assertThat(analyse(set, rule).complete()).isTrue();
    }

    @Test
    void aSetIsNotComparedUnderManyMasksBeyondReason() {
        String rules = IntStream.range(0, 100)
                .mapToObj(i -> "ip saddr & 0.0.1." + i + " == @s drop")
                .collect(Collectors.joining("\n"));

        Verdicts read = read("set s { type ipv4_addr; elements = { " + elements(i -> address(i)) + " }; }", rules, 1);

        assertThat(read.messages())
                .anySatisfy(told -> assertThat(told).contains("more values under masks than are looked at"));
        assertThat(read.parsed().ruleLines() - read.parsed().modelledLines()).isEqualTo(75);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"60, true", "65, false", "20000, false"})
    void aRuleOfMoreThanLinuxTakesIsUncertain(int times, boolean modelled) {
        Verdicts read = read("", "tcp dport 40000 meta mark set 0x1 ".repeat(times), 1);

        assertThat(read.parsed().ruleLines() == read.parsed().modelledLines()).isEqualTo(modelled);
        assertThat(read.messages().stream().anyMatch(told -> told.contains("more statements than Linux takes")))
                .isNotEqualTo(modelled);
    }

    @Test
    void aMapThatManyRulesNameIsNotCopiedForEachBeyondReason() {
        String verdicts = elements(i -> address(i) + " : jump c" + i % 1_000);
        String chains = IntStream.range(0, 1_000)
                .mapToObj(i -> "chain c" + i + " { tcp dport " + (1 + i) + " accept; }")
                .collect(Collectors.joining("\n"));
        String map = chains + "\nmap m { type ipv4_addr : verdict; elements = { " + verdicts + " }; }";

        Verdicts read = read(map, "ip saddr vmap @m");

        assertThat(read.messages())
                .anySatisfy(told -> assertThat(told).contains("more verdicts of maps than are looked at"));
        assertThat(read.parsed().modelledLines()).isEqualTo(read.parsed().ruleLines() - (RULES - 250));
    }

    @Test
    void aSmallMapCostsAboutWhatItsCasesWouldCostAsRules() {
        String rules = IntStream.range(0, 60_000)
                .mapToObj(i -> "tcp dport vmap { %d : accept, %d : drop }".formatted(1 + i, 2 + i))
                .collect(Collectors.joining("\n"));

        Verdicts read = read("", rules, 1);

        assertThat(FirewallAnalysis.of(List.of(read.parsed().firewall()), HostTraffic.of(List.of(), null, List.of()))
                        .complete())
                .isTrue();
    }

    private static String elements(IntFunction<String> element) {
        return IntStream.range(0, ELEMENTS).mapToObj(element).collect(Collectors.joining(", "));
    }

    private static String address(int i) {
        return "10.1." + i / 256 + "." + i % 256;
    }

    private static FirewallAnalysis analyse(String declarations, String rule) {
        return FirewallAnalysis.of(
                List.of(read(declarations, rule).parsed().firewall()), HostTraffic.of(List.of(), null, List.of()));
    }

    private static Verdicts read(String declarations, String rule) {
        return read(declarations, rule, RULES);
    }

    private static Verdicts read(String declarations, String rule, int times) {
        return Verdicts.of(FirewallFormat.NFT, """
                table inet f {
                %s
                chain i { type filter hook prerouting priority raw; policy drop;
                %s
                }
                }
                """.formatted(declarations, (rule + "\n").repeat(times)));
    }
}
