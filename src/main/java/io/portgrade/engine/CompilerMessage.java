package io.portgrade.engine;

import java.util.List;
import java.util.stream.Stream;
import org.kie.api.builder.Message;

/**
 * What Drools said about a rule, put where its author can find it: Drools gives errors of conditions no line and errors
 * of Java the line of a generated file.
 */
record CompilerMessage(ParsedRule rule, Message message) {

    private static final String SOURCE_DUMP = "Java source of ";

    /** False for the generated Java that Drools adds to its errors. */
    boolean isForAuthors() {
        return !message.getText().startsWith(SOURCE_DUMP);
    }

    RuleProblem problem() {
        return new RuleProblem(rule.file().path(), line(), reason());
    }

    private String reason() {
        String first =
                message.getText().lines().findFirst().orElse("does not compile").strip();
        return first.startsWith("_this cannot be resolved")
                ? "the right side of a comparison may not mix a field of the same fact with a variable: " + first
                : first;
    }

    private int line() {
        List<String> lines = rule.file().text().lines().toList();
        return fragments()
                .flatMap(fragment -> linesWith(fragment, lines))
                .findFirst()
                .orElse(fallback());
    }

    /** The parts of a message that quote the rule, the longest first. */
    private Stream<String> fragments() {
        String reason = message.getText().lines().findFirst().orElse("");
        Stream<String> quoted = Stream.of(
                reason.substring(reason.lastIndexOf(": ") + 1),
                reason.replaceFirst(" cannot be resolved.*", ""),
                reason.replaceFirst("^Method (\\w+) on class .*", "$1"));
        return quoted.map(String::strip).filter(part -> !part.isEmpty() && !part.equals(reason.strip()));
    }

    private Stream<Integer> linesWith(String fragment, List<String> lines) {
        return Stream.iterate(rule.line(), line -> line <= lines.size(), line -> line + 1)
                .filter(line -> lines.get(line - 1).contains(fragment));
    }

    private int fallback() {
        boolean inConsequence = message.getPath().contains("LambdaConsequence")
                || message.getText().startsWith("Unable to parse consequence");
        return inConsequence ? rule.consequenceLine() : rule.line();
    }
}
