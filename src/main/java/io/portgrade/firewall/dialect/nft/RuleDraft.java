package io.portgrade.firewall.dialect.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it was read.
 *
 * @param line where it begins
 * @param text on one line
 * @param handle the number that the kernel gave it; null when it is not shown
 */
record RuleDraft(
        List<Statement> statements,
        int line,
        String text,
        @Nullable String handle) {

    RuleDraft {
        statements = List.copyOf(statements);
    }
}
