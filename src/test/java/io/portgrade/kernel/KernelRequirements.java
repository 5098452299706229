package io.portgrade.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What tests against the live kernel need: root, network namespaces and the tools. Where {@code PORTGRADE_KERNEL=required}
 * stands in the environment or among the system properties, they fail when something is missing; elsewhere they are skipped.
 */
final class KernelRequirements {

    private static final String SWITCH = "PORTGRADE_KERNEL";

    private KernelRequirements() {}

    /** Makes a pair of namespaces, or ends the test with the reason why it cannot. */
    static NamespacePair open(String... tools) {
        List<String> missing = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("root");
        }
        Stream.concat(Stream.of("ip", "python3"), Stream.of(tools))
                .filter(tool -> !isInstalled(tool))
                .forEach(missing::add);
        if (missing.isEmpty()) {
            try {
                return NamespacePair.create();
            } catch (IllegalStateException e) {
                missing.add(
                        "network namespaces (" + String.valueOf(e.getMessage()).strip() + ")");
            }
        }
        String reason = "the live kernel cannot be asked, missing: " + String.join(", ", missing);
        if (isRequired()) {
            throw new IllegalStateException(reason);
        }
        Assumptions.abort(reason);
        throw new IllegalStateException(reason);
    }

    private static boolean isRequired() {
        return "required".equals(System.getProperty(SWITCH, System.getenv(SWITCH)));
    }

    private static boolean isInstalled(String tool) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> new File(folder, tool).canExecute());
    }
}
