package io.portgrade.render;

import io.portgrade.finding.Severity;
import java.util.Optional;

/** A severity in the words of those who show it. */
final class SeverityScale {

    private SeverityScale() {}

    /** SARIF 2.1.0, 3.27.10: {@code error}, {@code warning} or {@code note}. */
    static String sarifLevel(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /**
     * What GitHub sorts alerts of security by: above 9.0 is critical, from 7.0 high, from 4.0 medium, above 0 low. Empty for
     * what is no risk. GitHub Docs, "SARIF support for code scanning", reportingDescriptor object.
     */
    static Optional<String> securitySeverity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Optional.of("9.5");
            case HIGH -> Optional.of("8.0");
            case MEDIUM -> Optional.of("5.5");
            case LOW -> Optional.of("2.0");
            case INFO -> Optional.empty();
        };
    }

    /** A command of GitHub Actions: {@code error}, {@code warning} or {@code notice}. */
    static String annotation(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "notice";
        };
    }

    /** GitLab's five: {@code blocker}, {@code critical}, {@code major}, {@code minor}, {@code info}. */
    static String codeQuality(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "blocker";
            case HIGH -> "critical";
            case MEDIUM -> "major";
            case LOW -> "minor";
            case INFO -> "info";
        };
    }
}
