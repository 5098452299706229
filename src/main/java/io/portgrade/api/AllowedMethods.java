package io.portgrade.api;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The methods that each address of the API knows; the framework's own answers leave them out or add HEAD. */
@Singleton
final class AllowedMethods {

    private final List<Address> addresses = new ArrayList<>();

    @Inject
    AllowedMethods(BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .forEach(this::add);
    }

    private record Address(String template, String method, Pattern pattern) {}

    /** The addresses as the API describes them: {@code /v1/policies/{name}}. */
    Set<String> templates() {
        return addresses.stream().map(Address::template).collect(Collectors.toSet());
    }

    /** As the Allow header has them; empty when there is nothing at this path. */
    String of(String path) {
        Set<String> methods = new TreeSet<>();
        for (Address address : addresses) {
            if (address.pattern.matcher(path).matches()) {
                methods.add(address.method);
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        return String.join(", ", methods);
    }

    private void add(Class<?> resource) {
        String root = resource.getAnnotation(Path.class).value();
        for (Method method : resource.getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    Path path = method.getAnnotation(Path.class);
                    String template = template(root, path == null ? "" : path.value());
                    addresses.add(new Address(template, http.value(), pattern(template)));
                }
            }
        }
    }

    private static String template(String root, String path) {
        String start = root.equals("/") ? "" : root;
        return start + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+") + "/?");
    }
}
