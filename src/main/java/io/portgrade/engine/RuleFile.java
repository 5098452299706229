package io.portgrade.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A DRL file as it was read. Its folder names its rule.
 *
 * @param path below the rules directory, with {@code /} between names: {@code <topic>/<name>/rule.drl}
 * @param text the whole file; it declares no package, {@link RuleCompiler} gives it one of its own
 */
public record RuleFile(String path, String text) {

    private static final String FILE_NAME = "rule.drl";

    /** The id its folder gives the rule: {@code <topic>/<name>}. */
    public String id() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /**
     * Reads every {@code rule.drl} below a directory, sorted by path.
     *
     * @throws UncheckedIOException when the directory or a file cannot be read as UTF-8
     */
    public static List<RuleFile> readAll(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(file -> file.endsWith(FILE_NAME))
                    .map(file -> read(directory, file))
                    .sorted(Comparator.comparing(RuleFile::path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleFile read(Path directory, Path file) {
        try {
            String path = directory.relativize(file).toString().replace('\\', '/');
            return new RuleFile(path, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
