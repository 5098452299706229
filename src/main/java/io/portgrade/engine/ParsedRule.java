package io.portgrade.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;

/**
 * A rule file that parses and holds exactly the rule that its folder names.
 *
 * @param file where it was read from
 * @param line the line of the word {@code rule}, from 1
 * @param consequenceLine the line of the word {@code then}, from 1
 * @param imports fully qualified names, in the order of the file
 */
record ParsedRule(RuleFile file, int line, int consequenceLine, List<String> imports) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*");

    ParsedRule {
        imports = List.copyOf(imports);
    }

    /**
     * Parses a file.
     *
     * @param problems takes what is wrong with it
     * @return empty when anything is wrong
     */
    static Optional<ParsedRule> parse(RuleFile file, List<RuleProblem> problems) {
        List<RuleProblem> found = new ArrayList<>();
        PackageDescr content = content(file, found);
        if (content != null && found.isEmpty()) {
            check(file, content, found);
        }
        problems.addAll(found);
        return content != null && found.isEmpty() ? Optional.of(of(file, content)) : Optional.empty();
    }

    private static @Nullable PackageDescr content(RuleFile file, List<RuleProblem> problems) {
        DrlParser parser = new DrlParser();
        PackageDescr content = null;
        try {
            content = parser.parse(null, file.text());
        } catch (DroolsParserException e) {
            problems.add(new RuleProblem(file.path(), Math.max(1, e.getLineNumber()), String.valueOf(e.getMessage())));
        }
        for (var error : parser.getErrors()) {
            int line = error instanceof ParserError at ? Math.max(1, at.getRow()) : 1;
            problems.add(new RuleProblem(file.path(), line, error.getMessage()));
        }
        if (content == null && problems.isEmpty()) {
            problems.add(new RuleProblem(file.path(), 1, "a file holds exactly one rule"));
        }
        return content;
    }

    private static void check(RuleFile file, PackageDescr content, List<RuleProblem> problems) {
        if (!ID.matcher(file.id()).matches()) {
            problems.add(new RuleProblem(
                    file.path(),
                    1,
                    "the folder must be <topic>/<name> in lower case letters, digits and single hyphens"));
        } else if (content.getRules().size() != 1) {
            problems.add(new RuleProblem(file.path(), 1, "a file holds exactly one rule"));
        } else if (!content.getName().isEmpty()) {
            problems.add(new RuleProblem(file.path(), 1, "a rule file declares no package"));
        } else if (!content.getRules().get(0).getName().equals(file.id())) {
            problems.add(new RuleProblem(
                    file.path(),
                    content.getRules().get(0).getLine(),
                    "the rule must have the name of its folder, \"" + file.id() + "\""));
        } else {
            new RuleConduct(file, problems).check(content);
        }
    }

    private static ParsedRule of(RuleFile file, PackageDescr content) {
        RuleDescr rule = content.getRules().get(0);
        return new ParsedRule(
                file,
                rule.getLine(),
                rule.getConsequenceLine(),
                content.getImports().stream().map(ImportDescr::getTarget).toList());
    }

    /** A package of its own, so that neither imports nor generated classes of two rules can meet. */
    String packageName() {
        return RuleCompiler.BASE_PACKAGE + "." + file.id().replace("/", "__").replace('-', '_');
    }

    /** The folder of its package, as the compiler's messages and class files show it. */
    String packageFolder() {
        return packageName().replace('.', '/') + "/";
    }

    /** Its text with the package put before the first line, which keeps every line's number. */
    String drl() {
        return "package " + packageName() + "; " + file.text();
    }
}
