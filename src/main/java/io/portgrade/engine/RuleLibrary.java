package io.portgrade.engine;

import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import io.portgrade.rule.RuleDescription.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;

/** The shipped rules and an operator's own, loaded together: the engine that runs them and the catalogue of them. */
public record RuleLibrary(RuleCatalogue catalogue, DroolsRuleEngine engine) {

    private static final String SHIPPED = "/rules/";

    /**
     * Loads all rules.
     *
     * @param operatorRules folder of an operator's rules, laid out as the shipped ones; null when there is none
     * @throws RuleCompilationException with file, line and reason, for each rule that is wrong or collides with a shipped one
     */
    public static RuleLibrary load(@Nullable Path operatorRules) {
        ClassLoader loader = RuleLibrary.class.getClassLoader();
        List<Model> models = RulePack.load(loader);
        List<Model> own = List.of();
        Set<String> shipped = new HashSet<>();
        models.forEach(model -> model.getRules().forEach(rule -> shipped.add(rule.getName())));
        if (operatorRules != null) {
            List<RuleFile> files = RuleFile.readAll(operatorRules);
            refuseCollisions(files, shipped);
            own = new RuleCompiler("operator", loader).compile(files).load(loader);
        }
        DroolsRuleEngine engine = new DroolsRuleEngine(models, own, loader);
        return new RuleLibrary(catalogue(engine, shipped, operatorRules), engine);
    }

    private static void refuseCollisions(List<RuleFile> files, Set<String> shipped) {
        List<RuleProblem> problems = files.stream()
                .filter(file -> shipped.contains(file.id()))
                .map(file -> new RuleProblem(file.path(), 1, "a shipped rule has the id " + file.id() + " already"))
                .toList();
        if (!problems.isEmpty()) {
            throw new RuleCompilationException(problems);
        }
    }

    private static RuleCatalogue catalogue(DroolsRuleEngine engine, Set<String> shipped, @Nullable Path operatorRules) {
        List<RuleProblem> problems = new ArrayList<>();
        List<RuleDescription> rules = new ArrayList<>();
        for (RuleDefinition definition : engine.definitions()) {
            boolean own = !shipped.contains(definition.id());
            String readme = own && operatorRules != null
                    ? read(operatorRules, operatorRules.resolve(definition.id()).resolve("README.md"))
                    : resource(SHIPPED + definition.id() + "/README.md");
            new RuleDescriber(definition, readme, own ? Origin.OPERATOR : Origin.SHIPPED, problems)
                    .describe()
                    .ifPresent(rules::add);
        }
        if (!problems.isEmpty()) {
            throw new RuleCompilationException(problems);
        }
        return new RuleCatalogue(resource(SHIPPED + "VERSION").strip(), rules);
    }

    /** The text of a file; empty when there is none. */
    private static String read(Path folder, Path file) {
        return Files.exists(file) ? RulesFolder.text(folder, file) : "";
    }

    private static String resource(String name) {
        try (InputStream in = RuleLibrary.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
