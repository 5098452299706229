package io.portgrade.ingest.limits;

/** What became of a line that was offered to a {@link LimitFormat}. */
enum Reading {
    /** It is of this format and was read. */
    READ,
    /** It is of this format and says nothing about a limit: a comment, a command. */
    PASSED_OVER,
    /** It is of this format and cannot be read; a diagnostic says so. */
    REPORTED,
    /** It is not of this format. */
    FOREIGN
}
