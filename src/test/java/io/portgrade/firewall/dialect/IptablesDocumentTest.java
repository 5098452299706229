package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IptablesDocumentTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "iptables-nft-save.txt, IPTABLES_SAVE, IPV4",
        "iptables-legacy-save.txt, IPTABLES_SAVE, IPV4",
        "ip6tables-nft-save.txt, IP6TABLES_SAVE, IPV6",
        "ip6tables-legacy-save.txt, IP6TABLES_SAVE, IPV6",
        "iptables-nft-S.txt, IPTABLES_RULES, IPV4",
        "ip6tables-legacy-S.txt, IPTABLES_RULES, IPV6",
        "iptables-nft-Lnv.txt, IPTABLES_LIST, IPV4",
        "ip6tables-nft-Lnv.txt, IPTABLES_LIST, IPV6",
        "docker-save.txt, IPTABLES_SAVE, IPV4",
        "ufw-save.txt, IPTABLES_SAVE, IPV4",
        "ufw-save6.txt, IP6TABLES_SAVE, IPV6"
    })
    void whatTheToolsPrintIsRecognisedAndRead(String file, FirewallFormat format, Family family) {
        ParsedFirewall parsed = Rules.parse(null, Rules.fixture(file));

        assertThat(parsed.format()).isEqualTo(format);
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(Objects.requireNonNull(parsed.firewall()).families()).containsExactly(family);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"iptables-nft", "iptables-legacy", "ip6tables-nft", "ip6tables-legacy"})
    void theSameRulesSayTheSameHoweverTheyArePrinted(String tool) {
        String dump = Rules.fixture(tool + "-save.txt");
        ParsedFirewall saved = Rules.parse(
                null, dump.substring(dump.indexOf("*filter"), dump.indexOf("COMMIT", dump.indexOf("*filter")) + 7));

        ParsedFirewall rules = Rules.parse(null, Rules.fixture(tool + "-S.txt"));
        ParsedFirewall listing = Rules.parse(null, Rules.fixture(tool + "-Lnv.txt"));

        assertThat(Rules.verdicts(rules)).isEqualTo(Rules.verdicts(saved));
        assertThat(Rules.verdicts(listing)).isEqualTo(Rules.verdicts(saved));
        for (String chain : List.of("INPUT", "OUTPUT", "LOGDROP")) {
            assertThat(matches(rules, chain)).isEqualTo(matches(saved, chain));
            assertThat(actions(listing, chain)).isEqualTo(actions(saved, chain));
        }
    }

    private static List<List<Match>> matches(ParsedFirewall parsed, String chain) {
        return Rules.chain(parsed, chain).rules().stream().map(Rule::matches).toList();
    }

    private static List<Action> actions(ParsedFirewall parsed, String chain) {
        return Rules.chain(parsed, chain).rules().stream().map(Rule::action).toList();
    }

    @Test
    void aListingWithoutInterfacesAsksForThem() {
        ParsedFirewall parsed = Rules.parse(null, Rules.fixture("iptables-nft-L.txt"));

        assertThat(Rules.messages(parsed)).first().asString().contains("add -v");
        assertThat(Rules.chain(parsed, "INPUT").rules())
                .allSatisfy(rule ->
                        assertThat(rule.matches()).contains(new Match.Unmodelled("interfaces are not shown: use -v")));
    }

    @Test
    void everyTableHasItsPlace() {
        ParsedFirewall parsed = Rules.parse(null, Rules.fixture("iptables-nft-save.txt"));

        assertThat(Rules.tables(parsed).stream()
                        .flatMap(table ->
                                table.chains().values().stream().map(chain -> table.name() + " " + base(chain))))
                .contains(
                        "raw PREROUTING -300 false",
                        "mangle INPUT -150 false",
                        "nat PREROUTING -100 true",
                        "nat OUTPUT -100 true",
                        "nat INPUT 100 true",
                        "nat POSTROUTING 100 true",
                        "filter INPUT 0 false");
    }

    private static String base(Chain chain) {
        Chain.Base base = chain.base();
        return base == null ? chain.name() : base.hook() + " " + base.priority() + " " + base.nat();
    }

    @Test
    void placesOfRulesAreTheirsOnTheHostWhateverCouldBeRead() {
        ParsedFirewall parsed = Rules.dump(
                "*filter",
                ":INPUT DROP [0:0]",
                "[1:60] -A INPUT -i lo -j ACCEPT",
                "-A INPUT -p tcp --dport 99999 -j ACCEPT",
                "garbage \u0001\u0002",
                "-A INPUT -s 10.0.0.1,10.0.0.2 -j ACCEPT",
                "COMMIT");

        assertThat(Rules.texts(parsed, "INPUT"))
                .containsExactly(
                        "[1:60] -A INPUT -i lo -j ACCEPT",
                        "-A INPUT -p tcp --dport 99999 -j ACCEPT",
                        "garbage \u0001\u0002",
                        "-A INPUT -s 10.0.0.1,10.0.0.2 -j ACCEPT",
                        "-A INPUT -s 10.0.0.1,10.0.0.2 -j ACCEPT");
        assertThat(Rules.chain(parsed, "INPUT").rules().get(2).action()).isInstanceOf(Action.Unmodelled.class);
        assertThat(Rules.chain(parsed, "INPUT").rules().get(2).source().line()).isEqualTo(5);
        assertThat(Rules.messages(parsed)).anyMatch(message -> message.startsWith("5: a line that cannot be read"));
    }

    @Test
    void aDumpThatIsCutMayHaveHadMoreRules() {
        ParsedFirewall parsed =
                Rules.dump("*filter", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", "-A OUTPUT -j ACCEPT");

        assertThat(Rules.messages(parsed))
                .containsExactly("4: table filter ends without COMMIT, and may have had more rules");
        assertThat(Rules.chain(parsed, "INPUT").rules()).isEmpty();
        assertThat(Rules.chain(parsed, "OUTPUT").rules())
                .hasSize(2)
                .last()
                .satisfies(rule -> assertThat(rule.action()).isInstanceOf(Action.Unmodelled.class));
    }

    @Test
    void anUnknownTableIsUncertain() {
        ParsedFirewall parsed = Rules.dump("*filtre", ":INPUT DROP [0:0]", "-A INPUT -j ACCEPT", "COMMIT");

        assertThat(Rules.messages(parsed)).first().asString().startsWith("1: iptables has no such table");
        assertThat(Rules.verdicts(parsed))
                .allMatch(verdict -> verdict.contains("RETURN") == verdict.endsWith("unknown 0-65535")
                        || verdict.contains("NEW_INBOUND"));
    }

    @Test
    void aJumpToNowhereIsUncertain() {
        ParsedFirewall parsed = Rules.dump("*filter", ":INPUT ACCEPT [0:0]", "-A INPUT -j NOWHERE", "COMMIT");

        assertThat(Rules.messages(parsed)).containsExactly("3: no chain or target of this name: \"NOWHERE\"");
        assertThat(Rules.verdicts(parsed)).anyMatch(verdict -> verdict.endsWith("unknown 0-65535"));
    }

    @Test
    void bothFamiliesInOnePasteWithPromptsAndProse() {
        ParsedFirewall parsed = Rules.dump(
                "Here is what we have:",
                "root@web:~# iptables-save",
                "# Generated by iptables-save v1.8.9 on Sat Nov 28 11:01:31 2026",
                "*filter",
                ":INPUT DROP [0:0]",
                "COMMIT",
                "# Completed on Sat Nov 28 11:01:31 2026",
                "root@web:~# ip6tables-save",
                "# Generated by ip6tables-save v1.8.9 on Sat Nov 28 11:01:31 2026",
                "*filter",
                ":INPUT ACCEPT [0:0]",
                "COMMIT");

        assertThat(Rules.tables(parsed))
                .extracting(table -> Set.copyOf(table.families()))
                .containsExactly(Set.of(Family.IPV4), Set.of(Family.IPV6));
        assertThat(Rules.messages(parsed)).containsExactly("1: no rule, passed over: \"Here is what we have:\"");
    }

    @Test
    void commandsAreAppliedInOrder() {
        ParsedFirewall parsed = Rules.commands(
                "$ sudo /sbin/iptables -w 5 -P INPUT DROP",
                "iptables -N OWN && iptables -A INPUT -j OWN",
                "iptables -I INPUT -i lo -j ACCEPT",
                "iptables -I INPUT 2 -p tcp \\",
                "   --dport 22 -j ACCEPT  # ssh",
                "iptables -A INPUT -p tcp --dport 80 -j ACCEPT 2>/dev/null",
                "iptables -A INPUT -p udp --dport 53 -j ACCEPT",
                "iptables -D INPUT -p tcp -m tcp --dport 80 -j ACCEPT",
                "iptables -R INPUT 4 -p udp --dport 5353 -j ACCEPT",
                "iptables -t nat -A POSTROUTING -j MASQUERADE",
                "ip6tables -P OUTPUT DROP");

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(Rules.texts(parsed, "INPUT"))
                .containsExactly(
                        "iptables -I INPUT -i lo -j ACCEPT",
                        "iptables -I INPUT 2 -p tcp --dport 22 -j ACCEPT",
                        "iptables -A INPUT -j OWN",
                        "iptables -R INPUT 4 -p udp --dport 5353 -j ACCEPT");
        Chain.Base input = Objects.requireNonNull(Rules.chain(parsed, "INPUT").base());
        assertThat(input).isEqualTo(new Chain.Base(Hook.INPUT, 0, false, false));
        assertThat(Rules.tables(parsed))
                .extracting(table -> table.name() + table.families())
                .containsExactly("filter[IPV4]", "nat[IPV4]", "filter[IPV6]");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "iptables -I INPUT -5 -j DROP",
                "iptables -I INPUT 0 -j DROP",
                "iptables -I INPUT 7 -j DROP",
                "iptables -R INPUT 3 -j DROP",
                "iptables -A PREROUTING -j DROP",
                "iptables -A INPUT -m comment --comment \"open -j DROP",
                "iptables -P INPUT MAYBE",
                "iptables -E OWN OTHER",
                "iptables -A"
            })
    void aCommandThatCannotBeAppliedLeavesADoubt(String command) {
        ParsedFirewall parsed = Rules.commands("iptables -A INPUT -i lo -j ACCEPT", command);

        assertThat(parsed.diagnostics()).isNotEmpty();
        assertThat(Rules.verdicts(parsed)).anyMatch(verdict -> verdict.endsWith("unknown 0-65535"));
    }

    @Test
    void flushingAndDeleting() {
        ParsedFirewall parsed = Rules.commands(
                "iptables -N OWN",
                "iptables -A OWN -j DROP",
                "iptables -A INPUT -j DROP",
                "iptables -F",
                "iptables -X");

        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(Rules.tables(parsed).get(0).chains()).containsOnlyKeys("INPUT");
        assertThat(Rules.chain(parsed, "INPUT").rules()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "table ip filter {\n chain INPUT {\n type filter hook input priority filter; policy drop;\n }\n}\n",
                "# Warning: table ip filter is managed by iptables-nft, do not touch!\ntable ip filter {\n}\n",
                "{\"nftables\": []}",
                "block drop all\npass out quick on em0 keep state\n",
                "Rule Name:  Core Networking\nEnabled: Yes\nDirection: In\n",
                "Status: active\n\nTo   Action   From\n--   ------   ----\n22/tcp ALLOW Anywhere\n",
                "iptables is a tool\n",
                ""
            })
    void otherTextIsNotClaimed(String text) {
        assertThat(Dialects.parse(new FirewallDocument("fw", null, text)).map(ParsedFirewall::format))
                .isNotIn(List.of(FirewallFormat.values()).stream()
                        .filter(format -> format.id().startsWith("ip"))
                        .map(java.util.Optional::of)
                        .toList());
    }
}
