package io.portgrade.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was predicted beside what was measured; a page of the documentation when asked for. */
final class LabTable {

    private static final Path PAGE = Path.of("docs/kernel-lab.md");
    private static final Path INTRODUCTION = Path.of("src/test/resources/kernel/kernel-lab.md");
    private static final String SWITCH = "kernel.write";

    private final Map<String, String> rows = new TreeMap<>();

    /** @param tolerance by which they may differ */
    void add(String situation, String unit, double predicted, double measured, double tolerance) {
        note(situation, number(predicted) + unit, number(measured) + unit);
        assertThat(measured)
                .as("%s: predicted %s%s, measured %s%s", situation, number(predicted), unit, number(measured), unit)
                .isBetween(predicted - tolerance, predicted + tolerance);
    }

    /** What is not a number to hold against another. */
    void note(String situation, String predicted, String measured) {
        rows.put(situation, "| " + situation + " | " + predicted + " | " + measured + " |\n");
    }

    /** Writes the page, where {@code -Dkernel.write} asks for it. */
    void write() throws IOException {
        if (System.getProperty(SWITCH) == null || rows.isEmpty()) {
            return;
        }
        String measuredOn =
                "Linux %s, %s.%n".formatted(System.getProperty("os.version"), LocalDate.now(Clock.systemUTC()));
        Files.writeString(
                PAGE,
                Files.readString(INTRODUCTION)
                        + measuredOn
                        + "\n| situation | predicted | measured |\n|---|---|---|\n"
                        + String.join("", rows.values()));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
