package io.portgrade.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A shipped rule with what explains and proves it, side by side in one folder.
 *
 * @param path {@code rules/<topic>/<name>}
 */
record RuleFolder(Path path) {

    private static final Path RULES = Path.of("rules");
    private static final List<String> HEADINGS =
            List.of("## What it checks", "## Why it matters", "## Fires when", "## Fix", "## Sources");

    /** Every folder that holds a rule, sorted by id. */
    static List<RuleFolder> all() {
        try (Stream<Path> tree = Files.walk(RULES)) {
            return tree.filter(file -> file.endsWith("rule.drl"))
                    .map(file -> new RuleFolder(file.getParent()))
                    .sorted((a, b) -> a.id().compareTo(b.id()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return RULES.relativize(path).toString().replace('\\', '/');
    }

    String drl() {
        return read(path.resolve("rule.drl"));
    }

    /** Sorted by name. */
    List<RuleCase> cases() {
        Path cases = path.resolve("cases");
        if (!Files.isDirectory(cases)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(cases)) {
            return folders.sorted().map(folder -> new RuleCase(id(), folder)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README's first line; empty when there is no README. */
    String title() {
        return readme().lines().findFirst().orElse("");
    }

    /** The README's headings of the second level, in their order. */
    List<String> headings() {
        return readme().lines().filter(line -> line.startsWith("## ")).toList();
    }

    static List<String> requiredHeadings() {
        return HEADINGS;
    }

    private String readme() {
        Path readme = path.resolve("README.md");
        return Files.exists(readme) ? read(readme) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
