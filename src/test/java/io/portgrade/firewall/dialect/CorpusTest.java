package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.FirewallDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reads every file under {@code -Dfirewall.corpus=FOLDER} and prints how much of each kind is modelled. */
@EnabledIfSystemProperty(named = "firewall.corpus", matches = ".+", disabledReason = "no -Dfirewall.corpus=FOLDER")
class CorpusTest {

    private static final double WANTED = 0.95;

    /** Lines that hold rules, and those of them that are modelled whole. */
    private record Share(int modelled, int lines) {

        Share and(Share other) {
            return new Share(modelled + other.modelled, lines + other.lines);
        }

        double value() {
            return modelled / (double) Math.max(1, lines);
        }
    }

    @Test
    void readsAllAndModelsMost() throws IOException {
        Path folder = Path.of(System.getProperty("firewall.corpus"));
        Map<String, Share> shares = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                read(file)
                        .ifPresent(read -> shares.merge(
                                String.valueOf(read.format()),
                                new Share(read.modelledLines(), read.ruleLines()),
                                Share::and));
            }
        }
        shares.forEach((format, share) -> print(format, share));
        Share all = shares.values().stream().reduce(new Share(0, 0), Share::and);
        print("all", all);

        assertThat(all.lines()).isPositive();
        assertThat(all.value()).isGreaterThanOrEqualTo(WANTED);
    }

    private static Optional<ParsedFirewall> read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Dialects.parse(new FirewallDocument(file.toString(), null, text));
    }

    private static void print(String name, Share share) {
        System.out.printf(
                "%-16s %6d of %6d lines, %.1f %%%n", name, share.modelled(), share.lines(), 100 * share.value());
    }
}
