package io.portgrade.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;
import org.kie.internal.builder.InternalKieBuilder;

/**
 * Compiles rule files to an executable model: at build time for the shipped pack, at start for an operator's rules. It
 * uses the Eclipse compiler that Drools brings, so a JRE is enough, and finds facts through the loader it is given.
 */
public final class RuleCompiler {

    /** Every rule gets a package of its own below this one. */
    static final String BASE_PACKAGE = "io.portgrade.rules";

    private static final String RESOURCES = "src/main/resources/";

    private final KieServices services = KieServices.get();
    private final ReleaseId release;
    private final ClassLoader facts;

    /**
     * @param name tells this set of rules from others in the same process, {@code shipped} for one
     * @param facts the loader that finds the facts and Drools; in Quarkus the one of an application class
     */
    public RuleCompiler(String name, ClassLoader facts) {
        this.release = services.newReleaseId("io.portgrade", name, "1");
        this.facts = facts;
    }

    /**
     * Compiles all files together.
     *
     * @throws RuleCompilationException with every problem of every file
     */
    CompiledRules compile(List<RuleFile> files) {
        if (files.isEmpty()) {
            return new CompiledRules(List.of(), Map.of());
        }
        List<RuleProblem> problems = new ArrayList<>();
        List<ParsedRule> rules = files.stream()
                .map(file -> ParsedRule.parse(file, problems))
                .flatMap(Optional::stream)
                .toList();
        Build build = build(rules);
        while (build.failed()) {
            problems.addAll(build.problems());
            build = build(build.faultless());
        }
        if (!problems.isEmpty()) {
            throw new RuleCompilationException(problems);
        }
        return build.compiled();
    }

    private Build build(List<ParsedRule> rules) {
        KieFileSystem sources = services.newKieFileSystem();
        sources.generateAndWritePomXML(release);
        rules.forEach(rule -> sources.write(RESOURCES + rule.packageFolder() + "rule.drl", rule.drl()));
        KieBuilder builder = ((InternalKieBuilder) services.newKieBuilder(sources, facts))
                .withKModuleModel(module())
                .buildAll(ExecutableModelProject.class);
        return new Build(release, rules, builder);
    }

    /** Given in code, because reading {@code kmodule.xml} would need XStream. */
    private KieModuleModel module() {
        KieModuleModel module = services.newKieModuleModel();
        module.newKieBaseModel("rules").addPackage("*").setDefault(true);
        return module;
    }

    /** One run of the compiler over some rules. */
    private record Build(ReleaseId release, List<ParsedRule> rules, KieBuilder builder) {

        boolean failed() {
            return builder.getResults().hasMessages(Message.Level.ERROR);
        }

        List<RuleProblem> problems() {
            return rules.stream()
                    .flatMap(rule -> messages(rule).stream())
                    .filter(CompilerMessage::isForAuthors)
                    .map(CompilerMessage::problem)
                    .distinct()
                    .toList();
        }

        /**
         * The rules this run had nothing to say about; a later step may still find fault with them.
         *
         * @throws IllegalStateException when no rule is at fault: Drools itself failed
         */
        List<ParsedRule> faultless() {
            List<ParsedRule> faultless =
                    rules.stream().filter(rule -> messages(rule).isEmpty()).toList();
            if (faultless.size() == rules.size()) {
                throw new IllegalStateException("rules do not compile: " + builder.getResults());
            }
            return faultless;
        }

        private List<CompilerMessage> messages(ParsedRule rule) {
            return builder.getResults().getMessages(Message.Level.ERROR).stream()
                    .filter(message -> String.valueOf(message.getPath()).contains(rule.packageFolder()))
                    .map(message -> new CompilerMessage(rule, message))
                    .toList();
        }

        CompiledRules compiled() {
            InternalKieModule module = (InternalKieModule) builder.getKieModule(ExecutableModelProject.class);
            Map<String, byte[]> classFiles = new HashMap<>();
            for (String name : module.getFileNames()) {
                if (name.endsWith(".class") && rules.stream().anyMatch(r -> name.startsWith(r.packageFolder()))) {
                    classFiles.put(name, module.getBytes(name));
                }
            }
            return new CompiledRules(modelClasses(module), classFiles);
        }

        private List<String> modelClasses(InternalKieModule module) {
            String file = CanonicalKieModule.getModelFileWithGAV(release);
            return new String(module.getBytes(file), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(CanonicalKieModule.MODEL_VERSION))
                    .toList();
        }
    }
}
