package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads texts of iptables for tests. */
final class Rules {

    private Rules() {}

    static String fixture(String name) {
        try (InputStream in =
                Objects.requireNonNull(Rules.class.getResourceAsStream("/firewall/iptables/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ParsedFirewall parse(@Nullable FirewallFormat format, String text) {
        return Dialects.parse(new FirewallDocument("fw", format, text)).orElseThrow();
    }

    static ParsedFirewall dump(String... lines) {
        return parse(FirewallFormat.IPTABLES_SAVE, String.join("\n", lines) + "\n");
    }

    static ParsedFirewall commands(String... lines) {
        return parse(FirewallFormat.IPTABLES_RULES, String.join("\n", lines) + "\n");
    }

    static List<Table> tables(ParsedFirewall parsed) {
        assertThat(parsed.firewall()).isInstanceOf(Firewall.Netfilter.class);
        return ((Firewall.Netfilter) Objects.requireNonNull(parsed.firewall())).tables();
    }

    static Chain chain(ParsedFirewall parsed, String name) {
        return tables(parsed).stream()
                .flatMap(table -> table.chains().values().stream())
                .filter(chain -> chain.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<String> texts(ParsedFirewall parsed, String chain) {
        return chain(parsed, chain).rules().stream().map(Rule::text).toList();
    }

    static List<String> messages(ParsedFirewall parsed) {
        return parsed.diagnostics().stream()
                .map(diagnostic -> diagnostic.line() + ": " + diagnostic.message())
                .toList();
    }

    /** What becomes of all ports, one line a path. */
    static List<String> verdicts(ParsedFirewall parsed) {
        return FirewallAnalysis.of(
                        List.of(Objects.requireNonNull(parsed.firewall())),
                        HostTraffic.of(List.of(), "eth0", List.of()))
                .verdicts()
                .stream()
                .map(verdict -> verdict.family() + " " + verdict.protocol() + " " + verdict.direction() + " allowed "
                        + verdict.allowed() + " blocked " + verdict.blocked() + " unknown " + verdict.unknown())
                .toList();
    }
}
