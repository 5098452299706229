package io.portgrade.rule;

import io.portgrade.engine.DrlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What every rule file keeps to beside compiling: thresholds come from the policy, no rule steers another, and what a
 * rule says about itself is so. Works on text, so that each offence has its line.
 */
final class RuleLint {

    private static final Pattern RULE = Pattern.compile("(?m)^[ \t]*rule\\b");
    private static final Pattern NAME = Pattern.compile("(?m)^[ \t]*rule\\s+\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w$])\\d[\\w.]*");
    private static final Pattern BANNED =
            Pattern.compile("\\b(salience|global|function|query|declare|package|modify|update|delete|retract|eval"
                    + "|insertLogical|agenda-group|activation-group|ruleflow-group|no-loop|lock-on-active|auto-focus"
                    + "|timer|calendars|date-effective|date-expires|drools|kcontext)\\b");
    /** Words that name attributes before {@code when}, and properties of facts behind it. */
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(enabled|duration|extends)\\b(?=[\\s\\S]*\\bwhen\\b)");

    private static final Pattern FINDING = Pattern.compile("\\bFinding\\b");
    private static final Pattern STATED = Pattern.compile("\\bSeverity\\s*\\.\\s*(\\w+)");
    private static final Pattern INSERT =
            Pattern.compile("\\s*insert\\s*\\(\\s*new\\s+Finding\\s*\\(\\s*\"([^\"]*)\"[\\s\\S]*");
    private static final Pattern SECTIONS = Pattern.compile("\\bwhen\\b([\\s\\S]*)\\bthen\\b([\\s\\S]*)\\bend\\b");

    private final String path;
    private final DrlText drl;
    private final String code;
    private final RuleAnnotations annotations;
    private final List<Offence> offences = new ArrayList<>();

    private RuleLint(String path, String text) {
        this.path = path;
        this.drl = new DrlText(text);
        this.code = drl.code();
        this.annotations = RuleAnnotations.in(code);
    }

    /**
     * Checks one file.
     *
     * @param path below the rules directory: {@code <topic>/<name>/rule.drl}
     * @return what is wrong, by line; empty when nothing is
     */
    static List<Offence> check(String path, String text) {
        RuleLint lint = new RuleLint(path, text);
        lint.checkName();
        lint.checkWords();
        lint.annotations.check(lint::offend);
        lint.checkSections();
        return lint.offences.stream()
                .sorted(Comparator.comparingInt(Offence::line))
                .toList();
    }

    private String id() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private void checkName() {
        List<MatchResult> rules = RULE.matcher(code).results().toList();
        if (rules.isEmpty()) {
            offend(0, "a file holds one rule, this one none");
            return;
        }
        rules.stream().skip(1).forEach(rule -> offend(rule.end(), "a file holds one rule, this is another"));
        Matcher name = NAME.matcher(drl.uncommented());
        if (!name.find() || !name.group(1).equals(id())) {
            offend(rules.get(0).end(), "the rule must have the name of its folder, \"" + id() + "\"");
        }
    }

    private void checkWords() {
        NUMBER.matcher(code)
                .results()
                .forEach(number -> offend(
                        number.start(), "the number " + number.group() + " belongs into the policy or into a fact"));
        Stream.concat(BANNED.matcher(code).results(), ATTRIBUTE.matcher(code).results())
                .forEach(word -> offend(word.start(), "\"" + word.group() + "\" has no place in a rule"));
    }

    private void checkSections() {
        Matcher sections = SECTIONS.matcher(code);
        if (!sections.find()) {
            offend(0, "a rule has when, then and end");
            return;
        }
        FINDING.matcher(code)
                .region(sections.start(1), sections.end(1))
                .results()
                .forEach(finding -> offend(finding.start(), "a condition looks at facts, never at a Finding"));
        checkConsequence(sections.start(2), sections.end(2));
    }

    private void checkConsequence(int start, int end) {
        String consequence = code.substring(start, end);
        Matcher insert = INSERT.matcher(drl.uncommented()).region(start, end);
        if (!insert.matches() || !isOneCall(consequence)) {
            int statement =
                    start + consequence.length() - consequence.stripLeading().length();
            offend(statement, "a consequence is exactly one insert(new Finding(\"" + id() + "\", …));");
        } else if (!insert.group(1).equals(id())) {
            offend(insert.start(1), "the finding must have the rule's own name, \"" + id() + "\"");
        }
        STATED.matcher(code)
                .region(start, end)
                .results()
                .filter(stated -> isTooBad(stated.group(1)))
                .forEach(stated -> offend(stated.start(), stated.group() + " is worse than @severity says"));
    }

    private boolean isTooBad(String severity) {
        return RuleAnnotations.findSeverity(severity)
                .flatMap(stated -> annotations.worst().filter(stated::worseThan))
                .isPresent();
    }

    /** Whether the code is one call, ended by its own parenthesis and a semicolon. */
    private static boolean isOneCall(String statement) {
        int depth = 0;
        for (int at = 0; at < statement.length(); at++) {
            char c = statement.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ';' || c == ')' && depth == 0) {
                return c == ')' && statement.substring(at + 1).strip().equals(";");
            }
        }
        return false;
    }

    private void offend(int offset, String reason) {
        offences.add(new Offence(path, drl.lineAt(offset), reason));
    }
}
