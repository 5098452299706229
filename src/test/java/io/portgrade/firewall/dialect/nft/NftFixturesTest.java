package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Dialects;
import io.portgrade.firewall.dialect.ParsedFirewall;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rulesets that nft printed; {@code nft/README.md} says how each was made. */
class NftFixturesTest {

    private static final List<Destination> DESTINATIONS =
            List.of(new Destination("192.0.2.20", 443, "tcp"), new Destination("198.51.100.7", 53, "udp"));

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "docker.nft, NFT",
        "firewalld.nft, NFT",
        "kube.nft, NFT",
        "odd.nft, NFT",
        "ufw.nft, NFT",
        "workstation.nft, NFT",
        "docker.json, NFT_JSON",
        "firewalld.json, NFT_JSON",
        "kube.json, NFT_JSON",
        "odd.json, NFT_JSON",
        "ufw.json, NFT_JSON",
        "workstation.json, NFT_JSON"
    })
    void isRecognised(String name, FirewallFormat format) {
        assertThat(Verdicts.ofFile("nft/" + name).parsed().format()).isEqualTo(format);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"firewalld", "kube", "workstation"})
    void sayTheSameAsTextAndAsJson(String name) {
        List<PathVerdict> text = verdicts(name + ".nft");
        List<PathVerdict> json = verdicts(name + ".json");

        assertThat(json).hasSameSizeAs(text);
        for (int i = 0; i < text.size(); i++) {
            PathVerdict one = text.get(i);
            PathVerdict other = json.get(i);
            String which = one.family() + " " + one.protocol() + " " + one.direction() + " " + one.destination();
            assertThat(other.allowed()).as(which).isEqualTo(one.allowed());
            assertThat(other.unknown()).as(which).isEqualTo(one.unknown());
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"docker", "ufw", "odd"})
    void jsonThatShowsLessSaysNothingElse(String name) {
        List<PathVerdict> text = verdicts(name + ".nft");
        List<PathVerdict> json = verdicts(name + ".json");

        for (int i = 0; i < text.size(); i++) {
            assertThat(text.get(i).allowed().intersect(json.get(i).allowed()))
                    .isEqualTo(json.get(i).allowed());
            assertThat(text.get(i).blocked().intersect(json.get(i).blocked()))
                    .isEqualTo(json.get(i).blocked());
        }
    }

    @Test
    void hiddenConditionsAskForIptablesSave() {
        assertThat(Verdicts.ofFile("nft/docker.json").messages())
                .singleElement()
                .satisfies(told -> assertThat(told).contains("submit the output of iptables-save"));
    }

    @Test
    void dockersHostLetsInWhatItsFilterDoes() {
        Verdicts read = Verdicts.ofFile("nft/docker.nft").on("eth0", "192.0.2.10");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("all");
        assertThat(read.to("198.51.100.7", 443, PathKind.RETURN).allowed().size())
                .isEqualTo(NftRuleTest.PORTS);
    }

    @Test
    void firewalldLetsInWhatItsZoneDoes() {
        Verdicts read = Verdicts.ofFile("nft/firewalld.nft").on("eth0", "192.0.2.10");

        assertThat(read.share())
                .isEqualTo(read.parsed().ruleLines() + "/" + read.parsed().ruleLines());
        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("all");
        PathVerdict exposed = read.tcp(PathKind.NEW_INBOUND);
        assertThat(exposed.allowed().toString()).isEqualTo("22,80,8000-8010");
    }

    @Test
    void ufwLetsInWhatItWasTold() {
        Verdicts read = Verdicts.ofFile("nft/ufw.nft").on("eth0", "192.0.2.10");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("all");
        assertThat(read.tcp(PathKind.NEW_INBOUND).allowed().toString())
                .contains("22")
                .contains("8000-8010");
    }

    private static List<PathVerdict> verdicts(String name) {
        ParsedFirewall read = Dialects.parse(new FirewallDocument(name, null, Verdicts.file("nft/" + name)))
                .orElseThrow();
        return FirewallAnalysis.of(
                        List.of(Objects.requireNonNull(read.firewall())),
                        HostTraffic.of(List.of(), "eth0", DESTINATIONS))
                .verdicts();
    }
}
