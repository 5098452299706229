package io.portgrade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.PackageDescr;

/** Refuses what keeps a rule, or the rules beside it, from firing: a report would count them as passed. */
record RuleConduct(RuleFile file, List<RuleProblem> problems) {

    private static final Set<String> ATTRIBUTES = Set.of(
            "enabled",
            "agenda-group",
            "activation-group",
            "ruleflow-group",
            "auto-focus",
            "lock-on-active",
            "date-effective",
            "date-expires",
            "timer",
            "duration",
            "calendars");

    private static final Pattern HALT = Pattern.compile("\\bhalt\\s*\\(");

    /** The words of DRL, and not a method of that name on something else. */
    private static final Pattern DELETE =
            Pattern.compile("(?:(?<![\\w$.])|\\bdrools\\s*\\.\\s*)(?:delete|retract)\\s*\\(");

    /** Notes what this file, which holds one rule, may not do. */
    void check(PackageDescr content) {
        List<AttributeDescr> attributes = new ArrayList<>(content.getAttributes());
        attributes.addAll(content.getRules().get(0).getAttributes().values());
        attributes.stream()
                .filter(attribute -> ATTRIBUTES.contains(attribute.getName()))
                .forEach(attribute -> problem(
                        attribute.getLine(),
                        "a rule that \"" + attribute.getName() + "\" keeps from firing would be reported as passed:"
                                + " leave it out. A policy can disable a rule"));
        refuse(HALT, "a rule may not halt the evaluation: other rules would be reported as passed");
        refuse(DELETE, "a rule may not delete a fact: other rules would be reported as passed");
    }

    private void refuse(Pattern words, String reason) {
        DrlText drl = new DrlText(file.text());
        Stream<Integer> lines = words.matcher(drl.code()).results().map(found -> drl.lineAt(found.start()));
        lines.distinct().forEach(line -> problem(line, reason));
    }

    private void problem(int line, String reason) {
        problems.add(new RuleProblem(file.path(), Math.max(1, line), reason));
    }
}
