package io.portgrade.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A DRL file as it was read. Its folder names its rule.
 *
 * @param path below the rules directory, with {@code /} between names: {@code <topic>/<name>/rule.drl}
 * @param text the whole file; it declares no package, {@link RuleCompiler} gives it one of its own
 */
public record RuleFile(String path, String text) {

    static final String FILE_NAME = "rule.drl";

    /** The id its folder gives the rule: {@code <topic>/<name>}. */
    public String id() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /**
     * Reads every {@code rule.drl} below a directory, sorted by path.
     *
     * @throws RuleCompilationException when one cannot be read as UTF-8, or a file is DRL and has another name
     */
    public static List<RuleFile> readAll(Path directory) {
        return RulesFolder.of(directory).rules();
    }
}
