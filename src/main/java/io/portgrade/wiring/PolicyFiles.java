package io.portgrade.wiring;

import io.portgrade.engine.RulePackCompiler;
import io.portgrade.engine.RulesFolder;
import io.portgrade.policy.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds policy files: the shipped ones among the application's resources, an operator's in a folder. */
final class PolicyFiles {

    private static final String FOLDER = "policies";

    private PolicyFiles() {}

    /**
     * @param operatorRules folder whose {@code policies/*.yaml} are read as well; null when there is none
     * @throws io.portgrade.policy.PolicyException when a file cannot be read as UTF-8
     */
    static List<PolicyFile> read(@Nullable Path operatorRules) {
        List<PolicyFile> files = new ArrayList<>();
        for (String name : resource(RulePackCompiler.POLICY_INDEX).lines().toList()) {
            String path = "rules/" + FOLDER + "/" + name;
            files.add(new PolicyFile(path, resource(path)));
        }
        if (operatorRules != null) {
            files.addAll(RulesFolder.of(operatorRules).policies());
        }
        return files;
    }

    private static String resource(String name) {
        try (InputStream in = PolicyFiles.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the application was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
