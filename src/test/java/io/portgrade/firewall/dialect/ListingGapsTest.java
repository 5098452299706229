package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code iptables -L} leaves out, or a paste of it cuts off, decides nothing in silence. */
class ListingGapsTest {

    private static final int ALL = 65_536;

    private static final String HEADING =
            " pkts bytes target     prot opt in     out     source               destination\n";

    private static final String INPUT = chain("INPUT (policy DROP 0 packets, 0 bytes)", "ACCEPT tcp", "own all");
    private static final String FORWARD = chain("FORWARD (policy ACCEPT 0 packets, 0 bytes)");
    private static final String OUTPUT = chain("OUTPUT (policy ACCEPT 0 packets, 0 bytes)");
    private static final String OWN = chain("own (1 references)", "DROP all");

    @Test
    void aWholeListingIsCertain() {
        Verdicts read = Verdicts.of(INPUT + FORWARD + OUTPUT + OWN).on("eth0");

        assertThat(read.messages()).isEmpty();
        assertThat(read.udp(PathKind.RETURN).blocked().size()).isEqualTo(ALL);
        assertThat(read.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
    }

    @Test
    void aListingThatIsCutAmongTheRulesOfTheFirstChainMayGoOnThere() {
        Verdicts read = Verdicts.of(INPUT.substring(0, INPUT.indexOf("    0     0 own")))
                .on("eth0");

        assertThat(read.messages())
                .containsExactly(
                        "3 the listing shows no chain OUTPUT of table filter, so that what is decided there is not"
                                + " known: list the whole table");
        assertThat(read.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(read.tcp(PathKind.EGRESS).unknown().size()).isEqualTo(ALL);
        assertThat(read.udp(PathKind.RETURN).unknown().size()).isEqualTo(ALL);
    }

    @Test
    void whatIptablesDashSPrintsBeginsWithEveryPolicy() {
        Verdicts read =
                Verdicts.of("-P INPUT DROP\n-A INPUT -p tcp -j ACCEPT\n").on("eth0");

        assertThat(read.messages()).singleElement().asString().startsWith("2 the listing shows no chain OUTPUT");
        assertThat(read.tcp(PathKind.EGRESS).unknown().size()).isEqualTo(ALL);
        assertThat(read.udp(PathKind.RETURN).unknown().size()).isEqualTo(ALL);
    }

    @Test
    void aChainThatWasAskedForByNameIsWhole() {
        String alone = "# iptables -nvL INPUT\n" + chain("INPUT (policy DROP 0 packets, 0 bytes)", "ACCEPT tcp");

        PathVerdict back = Verdicts.of(alone + "# iptables -nvL OUTPUT\n" + OUTPUT)
                .on("eth0")
                .udp(PathKind.RETURN);

        assertThat(back.blocked().size()).isEqualTo(ALL);
        assertThat(Verdicts.of(alone).on("eth0").tcp(PathKind.EGRESS).unknown().size())
                .isEqualTo(ALL);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "after the name of a chain|Chain own (1 references)|the listing is cut before the rules of chain own",
                "a call|Chain own (2 references)|2 rules call chain own, of which the listing shows 1: rows are missing"
            })
    void whatIsMissingIsToldOfTheChain(String name, String last, String message) {
        Verdicts read = Verdicts.of(INPUT + FORWARD + OUTPUT + last + "\n").on("eth0");

        assertThat(read.messages()).anyMatch(told -> told.startsWith("12 " + message));
        assertThat(read.udp(PathKind.RETURN).unknown().size()).isEqualTo(ALL);
    }

    @Test
    void wordsOfNoKnownModuleAreReported() {
        String unknown = INPUT.replace("0.0.0.0/0\n    0     0 own", "0.0.0.0/0 frobnicate 7\n    0     0 own");
        String known = INPUT.replace("0.0.0.0/0\n    0     0 own", "0.0.0.0/0 limit: avg 1/sec\n    0     0 own");

        assertThat(List.of(unknown, known)).doesNotContain(INPUT);
        assertThat(Verdicts.of(unknown + FORWARD + OUTPUT + OWN).messages())
                .containsExactly("3 not what a listing is known to show: \"frobnicate 7\"");
        assertThat(Verdicts.of(unknown + FORWARD + OUTPUT + OWN)
                        .on("eth0")
                        .tcp(PathKind.RETURN)
                        .unknown()
                        .size())
                .isEqualTo(ALL);
        assertThat(Verdicts.of(known + FORWARD + OUTPUT + OWN).messages()).isEmpty();
    }

    @Test
    void whatModulesAndTargetsPrintIsKnown() {
        Verdicts read = Verdicts.of(Rules.fixture("modules-Lnv.txt"));

        assertThat(read.messages()).isEmpty();
        assertThat(read.parsed().ruleLines()).isGreaterThan(80);
    }

    private static String chain(String heading, String... rules) {
        StringBuilder text =
                new StringBuilder("Chain ").append(heading).append('\n').append(HEADING);
        for (String rule : rules) {
            String[] words = rule.split(" ");
            text.append("    0     0 %-10s %-4s --  *      *       0.0.0.0/0            0.0.0.0/0%n"
                    .formatted(words[0], words[1]));
        }
        return text.append('\n').toString();
    }
}
