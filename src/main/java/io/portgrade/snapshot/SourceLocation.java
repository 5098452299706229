package io.portgrade.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Where a value was read: the section or path it came in, and the line there.
 *
 * @param source a section of the request ({@code sysctl}, {@code settings}, {@code limits}, …) or the path of a file
 * @param line counted from 1; null where the source has no lines
 */
public record SourceLocation(String source, @Nullable Integer line) implements Comparable<SourceLocation> {

    public SourceLocation {
        if (line != null && line < 1) {
            throw new IllegalArgumentException("lines count from 1, not " + line);
        }
    }

    public static SourceLocation of(String source, int line) {
        return new SourceLocation(source, line);
    }

    /** A place in a source that has no lines. */
    public static SourceLocation in(String source) {
        return new SourceLocation(source, null);
    }

    /** {@code /etc/sysctl.d/90-net.conf:3}, or the source alone. */
    public String inWords() {
        return line == null ? source : source + ":" + line;
    }

    /** By source, then by line, a source without lines first. */
    @Override
    public int compareTo(SourceLocation other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Integer.compare(line == null ? 0 : line, other.line == null ? 0 : other.line);
    }
}
