package io.portgrade.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/**
 * The names of files in UTF-8. Where the locale is C, as in many a pipeline, the JVM (17: {@code sun.jnu.encoding}) reads
 * them as ASCII: what it lists it can open, but not say; what stands among its arguments it can do neither with.
 */
final class FileName {

    private static final char NOT_READ = '\ufffd';

    private FileName() {}

    /** As the user knows it. */
    static String of(Path file) {
        String name = file.toString();
        if (name.indexOf(NOT_READ) < 0) {
            return name;
        }
        String whole = file.toUri().getPath();
        return file.isAbsolute()
                ? whole
                : whole.substring(Path.of("").toUri().getPath().length());
    }

    /** @throws TypeConversionException that says what to do, when it was read wrongly */
    static Path parse(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(name + " is no name that Java can read here: set LC_ALL=C.UTF-8");
        }
    }
}
