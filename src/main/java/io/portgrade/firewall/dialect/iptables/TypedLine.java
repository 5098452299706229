package io.portgrade.firewall.dialect.iptables;

import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;

/** A line that a shell shows. */
final class TypedLine {

    private TypedLine() {}

    /** Whether it begins as a prompt does. */
    static boolean isPrompt(String line) {
        for (Line only : new Lines(line)) {
            return only.isPrompt();
        }
        return false;
    }
}
