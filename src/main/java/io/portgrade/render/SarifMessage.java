package io.portgrade.render;

import io.portgrade.render.SarifLog.Text;

/** Text as a message of SARIF, in which braces hold placeholders (3.11.5) and brackets links (3.11.6) unless escaped. */
final class SarifMessage {

    private SarifMessage() {}

    static Text of(String text) {
        return Text.of(VisibleText.line(text)
                .replace("{", "{{")
                .replace("}", "}}")
                .replace("[", "\\[")
                .replace("]", "\\]"));
    }
}
