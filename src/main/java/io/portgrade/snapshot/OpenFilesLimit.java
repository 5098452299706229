package io.portgrade.snapshot;

/**
 * How many files a process may open.
 *
 * @param domain whom the limit binds: {@code *}, a user, {@code @group}, or {@code process}
 * @param kind which of the two limits
 * @param value {@link Long#MAX_VALUE} when unlimited
 */
public record OpenFilesLimit(String domain, Kind kind, long value, SourceLocation source) {

    /** The limit in force, and the one to which a process may raise it. */
    public enum Kind {
        SOFT,
        HARD
    }
}
