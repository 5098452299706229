package io.portgrade.fact;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portgrade.finding.Numerals;
import io.portgrade.snapshot.Settings;

/**
 * Why a fact is missing.
 *
 * @param detail which value, and where it stood if it was sent
 */
public record Absence(Kind kind, String detail) {

    /** The reasons that a reader must be able to tell apart. */
    public enum Kind {
        NOT_SUBMITTED("not-submitted", "not submitted"),
        PERMISSION_DENIED("permission-denied", "permission denied"),
        NOT_PARSABLE("not-parsable", "not parsable"),
        NOT_APPLICABLE("not-applicable", "not applicable"),
        DISABLED("disabled", "disabled by the policy"),
        FAILED("failed", "the rule failed");

        private final String id;
        private final String words;

        Kind(String id, String words) {
            this.id = id;
            this.words = words;
        }

        @JsonValue
        public String id() {
            return id;
        }
    }

    /** Why a setting that is not there is not there. */
    static Absence of(Settings settings, String key) {
        return new Absence(settings.isDenied(key) ? Kind.PERMISSION_DENIED : Kind.NOT_SUBMITTED, key);
    }

    /** @param noun for one of the sockets */
    static Absence unreadPorts(int sockets, String noun) {
        return new Absence(
                Kind.NOT_PARSABLE,
                "the ports of " + Numerals.counted(sockets, noun) + " could not be read, see diagnostics");
    }

    public static Absence notSubmitted(String what) {
        return new Absence(Kind.NOT_SUBMITTED, what);
    }

    public static Absence notApplicable(String where) {
        return new Absence(Kind.NOT_APPLICABLE, where);
    }

    /** One clause for the report: {@code not submitted: net.ipv4.tcp_tw_reuse}. */
    public String reason() {
        return kind.words + ": " + detail;
    }
}
