package io.portgrade.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An operator's folder of rules, written by a test. */
final class OperatorRules {

    private static final String IMPORTS = """
            import io.portgrade.fact.*;
            import io.portgrade.finding.*;
            import io.portgrade.policy.Policy;
            import io.portgrade.snapshot.Setting;

            """;

    private final Path folder;

    OperatorRules(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A file with the usual five lines of imports before the text. */
    OperatorRules add(String id, String text) {
        return addRaw(id, IMPORTS + text);
    }

    OperatorRules addRaw(String id, String text) {
        try {
            Path file = folder.resolve(id).resolve("rule.drl");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OperatorRules addReadme(String id, String text) {
        try {
            Files.writeString(folder.resolve(id).resolve("README.md"), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a rule that finds something whenever its conditions hold. */
    static String rule(String id, String annotations, String conditions) {
        return rule(id, annotations, conditions, finding(id, "Severity.LOW"));
    }

    static String rule(String id, String annotations, String conditions, String consequence) {
        return "rule \"" + id + "\" " + annotations + "\nwhen\n    " + conditions + "\nthen\n    " + consequence
                + "\nend\n";
    }

    static String finding(String id, String severity) {
        return "insert(new Finding(\"" + id + "\", " + severity
                + ", \"So it is.\", $x.evidence(), Remediation.advise(\"Change it.\")));";
    }
}
