package io.portgrade.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portgrade.policy.PolicyFile;
import io.portgrade.policy.PolicyLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Run by the build: compiles the shipped rules into the application's classes and lists the shipped policies. */
public final class RulePackCompiler {

    /** Resource with the name of a shipped policy file a line. */
    public static final String POLICY_INDEX = "META-INF/portgrade/policies";

    private RulePackCompiler() {}

    /**
     * @param args the rules directory, then the directory of compiled classes
     * @throws RuleCompilationException when a rule is wrong, which fails the build
     * @throws io.portgrade.policy.PolicyException when a policy is
     */
    public static void main(String[] args) throws IOException {
        Path rules = Path.of(args[0]);
        Path classes = Path.of(args[1]);
        List<RuleFile> files = RuleFile.readAll(rules);
        RuleCompiler compiler = new RuleCompiler("shipped", RulePackCompiler.class.getClassLoader());
        RulePack.write(compiler.compile(files), classes);
        RulePack.writeIfChanged(
                classes.resolve(POLICY_INDEX),
                policyIndex(rules.resolve("policies"), files).getBytes(UTF_8));
    }

    private static String policyIndex(Path folder, List<RuleFile> rules) throws IOException {
        List<PolicyFile> policies = new ArrayList<>();
        StringBuilder index = new StringBuilder();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.sorted().toList()) {
                policies.add(new PolicyFile(file.toString(), Files.readString(file)));
                index.append(file.getFileName()).append('\n');
            }
        }
        PolicyLibrary.load(policies, rules.stream().map(RuleFile::id).toList());
        return index.toString();
    }
}
