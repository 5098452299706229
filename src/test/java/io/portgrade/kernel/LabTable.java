package io.portgrade.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was predicted beside what was measured; rows of a page of the documentation when asked for. The first word of a
 * situation is its subject, and a table writes all rows of its subjects: those of others stay as they are.
 */
final class LabTable {

    static final boolean WAITS = Boolean.getBoolean("kernel.waits");
    static final String WHY_NOT = "takes a minute: only with -Dkernel.waits=true, as in -Pkernel";

    private static final Path PAGE = Path.of("docs/kernel-lab.md");
    private static final Path INTRODUCTION = Path.of("src/test/resources/kernel/kernel-lab.md");
    private static final String SWITCH = "kernel.write";
    private static final String ROW = "| ";

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
        rows.put(situation, ROW + situation + " | " + predicted + " | " + measured + " |\n");
    }

    /** Writes the page, where {@code -Dkernel.write} asks for it. */
    void write() throws IOException {
        if (System.getProperty(SWITCH) == null || rows.isEmpty()) {
            return;
        }
        Set<String> subjects = rows.keySet().stream().map(LabTable::subject).collect(Collectors.toSet());
        Map<String, String> all = new TreeMap<>(rows);
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith(ROW) && line.contains(":")) {
                String situation = line.substring(ROW.length(), line.indexOf(" |", 1));
                if (!subjects.contains(subject(situation))) {
                    all.put(situation, line + "\n");
                }
            }
        }
        String measuredOn =
                "Linux %s, %s.%n".formatted(System.getProperty("os.version"), LocalDate.now(Clock.systemUTC()));
        Files.writeString(
                PAGE,
                Files.readString(INTRODUCTION)
                        + measuredOn
                        + "\n| situation | predicted | measured |\n|---|---|---|\n"
                        + String.join("", all.values()));
    }

    private static String subject(String situation) {
        return situation.substring(0, situation.indexOf(':'));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
