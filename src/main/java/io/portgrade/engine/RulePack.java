package io.portgrade.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.drools.model.Model;

/** The rules compiled at build time: class files, and an index with the name of a model class a line. */
final class RulePack {

    private static final String INDEX = "META-INF/portgrade/rule-models";

    private RulePack() {}

    static void write(CompiledRules rules, Path classesDirectory) throws IOException {
        for (Map.Entry<String, byte[]> file : rules.classFiles().entrySet()) {
            writeIfChanged(classesDirectory.resolve(file.getKey()), file.getValue());
        }
        String index = String.join("\n", rules.modelClasses()) + "\n";
        writeIfChanged(classesDirectory.resolve(INDEX), index.getBytes(UTF_8));
    }

    /** Leaves a file that is the same alone, or every build would compile everything again. */
    static void writeIfChanged(Path file, byte[] content) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    /** @throws IllegalStateException when the pack was not built into the application */
    static List<Model> load(ClassLoader loader) {
        try (InputStream index = loader.getResourceAsStream(INDEX)) {
            if (index == null) {
                throw new IllegalStateException("no rules were compiled into this application");
            }
            return ModelClasses.instances(
                    new String(index.readAllBytes(), UTF_8).lines().toList(), loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
