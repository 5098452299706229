package io.portgrade.api;

import org.jspecify.annotations.Nullable;

/**
 * How long one body may be.
 *
 * @param variable what raises it
 */
record BodyLimit(long bytes, String variable, String remedy) {

    static BodyLimit of(HttpLimits limits) {
        return new BodyLimit(limits.maxBodyBytes(), "PORTGRADE_HTTP_MAX_BODY_SIZE", "send fewer sections");
    }

    /** Of a body of a type; archives may be longer, since little of them is kept. */
    static BodyLimit of(@Nullable String contentType, HttpLimits limits) {
        return ContentType.isArchive(contentType)
                ? new BodyLimit(
                        Math.max(limits.maxBodyBytes(), Math.min(limits.archive().maxSize().asLongValue(), limits.budgetBytes())),
                        "PORTGRADE_HTTP_ARCHIVE_MAX_SIZE",
                        "make a smaller one with sos report -o host,kernel,networking,firewall_tables,pam")
                : of(limits);
    }

    ProblemException exceeded() {
        return ProblemException.of(
                ProblemType.BODY_TOO_LARGE,
                "a body may have " + bytes + " bytes at most: " + remedy + ", or have " + variable + " raised");
    }
}
