package io.portgrade.engine;

import java.util.ArrayList;
import java.util.List;
import org.drools.model.Model;

/** Makes rule models from the names of their generated classes. */
final class ModelClasses {

    private ModelClasses() {}

    /** @throws IllegalStateException when a class is missing or is not a model: the build is broken */
    static List<Model> instances(List<String> names, ClassLoader loader) {
        List<Model> models = new ArrayList<>();
        for (String name : names) {
            try {
                models.add(loader.loadClass(name)
                        .asSubclass(Model.class)
                        .getConstructor()
                        .newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("no rule model " + name, e);
            }
        }
        return models;
    }
}
