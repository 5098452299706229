package io.portgrade.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drools.model.Model;

/**
 * Rules compiled to an executable model, in memory.
 *
 * @param modelClasses names of the classes that implement {@code org.drools.model.Model}, sorted
 * @param classFiles every generated class by its resource name ({@code a/b/C.class}), sorted
 */
record CompiledRules(List<String> modelClasses, Map<String, byte[]> classFiles) {

    CompiledRules {
        modelClasses = modelClasses.stream().sorted().toList();
        classFiles = new TreeMap<>(classFiles);
    }

    /** Defines the classes below the loader that knows the facts, and makes the models. */
    List<Model> load(ClassLoader parent) {
        return ModelClasses.instances(modelClasses, new GeneratedClasses(classFiles, parent));
    }

    /** Defines generated classes from memory. */
    private static final class GeneratedClasses extends ClassLoader {

        private final Map<String, byte[]> classFiles;

        GeneratedClasses(Map<String, byte[]> classFiles, ClassLoader parent) {
            super("rules", parent);
            this.classFiles = classFiles;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classFiles.get(name.replace('.', '/') + ".class");
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
