package io.portgrade.report;

import io.portgrade.finding.Remediation;
import io.portgrade.ingest.settings.ConfigurationLine;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a configuration file that a remediation is written to: what they say of other keys, and comments, would be lost
 * otherwise.
 */
record KeptLines(List<String> lines) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    KeptLines {
        lines = List.copyOf(lines);
    }

    /** @param text what the file holds; empty when it is new */
    static KeptLines of(Optional<String> text) {
        return new KeptLines(
                text.orElse("").replace(BYTE_ORDER_MARK, "").lines().toList());
    }

    /** The file with the keys of a remediation set at its end, and nowhere else. */
    String with(Remediation remediation) {
        Set<String> changed = new HashSet<>(remediation.settings().keySet());
        changed.addAll(remediation.removed());
        StringBuilder content = new StringBuilder();
        lines.stream()
                .filter(line -> key(line).filter(changed::contains).isEmpty())
                .forEach(line -> content.append(line).append('\n'));
        remediation
                .settings()
                .forEach((key, value) ->
                        content.append(key).append(" = ").append(value).append('\n'));
        return content.toString();
    }

    /** What a line sets; nothing when it only keeps patterns away from a key. */
    private static Optional<String> key(String line) {
        return Optional.of(line.strip())
                .filter(text -> !ConfigurationLine.isComment(text))
                .flatMap(ConfigurationLine::find)
                .filter(found -> found.value() != null)
                .map(ConfigurationLine::key);
    }
}
