package io.portgrade.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a folder, in the order of their names. Those whose name begins with a dot count neither for a shell's
 * {@code *} nor for systemd-sysctl.
 */
final class Folder {

    private Folder() {}

    /**
     * What systemd-sysctl reads of it.
     *
     * @throws BadInput when it cannot be read, or a link in it leads to nothing
     */
    static List<Path> settings(Path dir) throws BadInput {
        return filesIn(dir, ".conf").stream()
                .filter(file -> Files.isRegularFile(file) || isMask(file))
                .toList();
    }

    /**
     * All of its files.
     *
     * @throws BadInput when it cannot be read, or a link in it leads to nothing
     */
    static List<Path> rules(Path dir) throws BadInput {
        return filesIn(dir, "").stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> filesIn(Path dir, String ending) throws BadInput {
        // In one that may be listed but not entered, nothing would seem to be a file.
        if (!Files.isExecutable(dir)) {
            throw unreadable(dir);
        }
        try (Stream<Path> entries = Files.list(dir)) {
            List<Path> found = entries.filter(file -> isNamed(file.getFileName().toString(), ending))
                    .sorted()
                    .toList();
            for (Path file : found) {
                requireTarget(file);
            }
            return found;
        } catch (IOException e) {
            throw unreadable(dir);
        }
    }

    private static boolean isNamed(String name, String ending) {
        return name.endsWith(ending) && !name.startsWith(".");
    }

    /** What a name leads to was meant to count. */
    private static void requireTarget(Path file) throws BadInput {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new BadInput(
                    FileName.of(file) + " is a link to nothing that can be read: remove it, or restore the file");
        }
    }

    /** A device, which is an empty file for systemd-sysctl ({@code null_or_empty} in systemd 252, src/basic/stat-util.c). */
    private static boolean isMask(Path file) {
        try {
            return !Files.isDirectory(file) && file.toRealPath().startsWith("/dev");
        } catch (IOException e) {
            return false;
        }
    }

    private static BadInput unreadable(Path dir) {
        return new BadInput("there is no folder " + dir + " that can be read");
    }
}
