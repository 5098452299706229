package io.portgrade.render;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;

/** Colours of a terminal: ECMA-48, 8.3.117 (SGR), the eight that every terminal has. */
enum Palette {
    PLAIN {
        @Override
        String paint(String code, String text) {
            return text;
        }
    },
    COLOUR {
        @Override
        String paint(String code, String text) {
            return "\u001b[" + code + 'm' + text + "\u001b[0m";
        }
    };

    abstract String paint(String code, String text);

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String severity(Severity severity, String text) {
        return paint(
                switch (severity) {
                    case CRITICAL -> "1;37;41";
                    case HIGH -> "1;31";
                    case MEDIUM -> "1;33";
                    case LOW -> "1;36";
                    case INFO -> "1;34";
                },
                text);
    }

    String grade(Grade grade, String text) {
        return paint(
                switch (grade) {
                    case A_PLUS, A, B -> "1;32";
                    case C, D -> "1;33";
                    case F -> "1;31";
                },
                text);
    }

    String verdict(boolean good, String text) {
        return paint(good ? "1;32" : "1;31", text);
    }
}
