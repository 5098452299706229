package io.portgrade.engine;

import io.portgrade.policy.PolicyException;
import io.portgrade.policy.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A folder of rules and policies as it lies on a disk. Links are followed; names that begin with a dot are passed over, which are
 * those that Kubernetes keeps the versions of a mounted ConfigMap under.
 *
 * @param files all that are in it, sorted
 */
public record RulesFolder(Path folder, List<Path> files) {

    private static final String POLICIES = "policies";

    public RulesFolder {
        files = files.stream().sorted().toList();
    }

    /** @throws RuleCompilationException when a folder in it cannot be read */
    public static RulesFolder of(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Walk(folder, files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RulesFolder(folder, files);
    }

    /**
     * Every {@code rule.drl}, sorted by path.
     *
     * @throws RuleCompilationException when one cannot be read, or a file is DRL and has another name
     */
    List<RuleFile> rules() {
        List<RuleProblem> misnamed = files.stream()
                .filter(file -> hasEnding(file, ".drl") && !file.endsWith(RuleFile.FILE_NAME))
                .map(file -> new RuleProblem(
                        path(file),
                        1,
                        "not read: a rule is a file " + RuleFile.FILE_NAME + " in a folder <topic>/<name>"))
                .toList();
        if (!misnamed.isEmpty()) {
            throw new RuleCompilationException(misnamed);
        }
        return files.stream()
                .filter(file -> file.endsWith(RuleFile.FILE_NAME))
                .map(file -> new RuleFile(path(file), text(folder, file)))
                .toList();
    }

    /**
     * Every {@code policies/*.yaml}, sorted by path.
     *
     * @throws PolicyException when one cannot be read
     */
    public List<PolicyFile> policies() {
        return files.stream()
                .filter(this::isPolicy)
                .map(file -> new PolicyFile(
                        file.toString(),
                        FileText.read(file, (line, reason) -> new PolicyException(file.toString(), line, reason))))
                .toList();
    }

    /** Files that look like policies and lie where nothing reads them, by their paths below the folder. */
    public List<String> unread() {
        return files.stream()
                .filter(file -> isYaml(file) && !isPolicy(file))
                .map(this::path)
                .toList();
    }

    private boolean isPolicy(Path file) {
        return isYaml(file) && folder.resolve(POLICIES).equals(file.getParent());
    }

    private static boolean isYaml(Path file) {
        return hasEnding(file, ".yaml") || hasEnding(file, ".yml");
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private String path(Path file) {
        return path(folder, file);
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** The text of a file below a folder. */
    static String text(Path folder, Path file) {
        return FileText.read(file, (line, reason) -> problem(folder, file, line, reason));
    }

    private static RuleCompilationException problem(Path folder, Path file, int line, String reason) {
        return new RuleCompilationException(List.of(new RuleProblem(path(folder, file), line, reason)));
    }

    /** Collects files. */
    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final List<Path> files;

        Walk(Path folder, List<Path> files) {
            this.folder = folder;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (!isHidden(file)) {
                boolean circle = e instanceof FileSystemLoopException;
                throw problem(folder, file, 1, circle ? "a link to a folder that it is in" : "cannot be read");
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path file) {
            return !file.equals(folder) && String.valueOf(file.getFileName()).startsWith(".");
        }
    }
}
