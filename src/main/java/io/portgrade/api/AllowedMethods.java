package io.portgrade.api;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** The methods that each address of the API knows; the framework's own answers leave them out or add HEAD. */
@Singleton
final class AllowedMethods {

    private final List<Address> addresses;

    /** Asks what the framework routes: to read the annotations takes a tenth of the start. */
    AllowedMethods() {
        this.addresses = ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers().stream()
                .flatMap(path -> Arrays.stream(path.value.handlers))
                .filter(ClassRoutingHandler.class::isInstance)
                .flatMap(handler -> ((ClassRoutingHandler) handler).getMappers().values().stream())
                .flatMap(mapper -> mapper.getTemplates().stream())
                .map(path -> Address.of(path.value))
                .toList();
    }

    private record Address(String template, String method, Pattern pattern) {

        static Address of(RuntimeResource resource) {
            String template = template(resource.getClassPath().template, resource.getPath().template);
            return new Address(template, resource.getHttpMethod(), pattern(template));
        }

        private static String template(String root, String path) {
            return path.equals("/") ? root : (root.equals("/") ? "" : root) + path;
        }

        private static Pattern pattern(String template) {
            return Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+") + "/?");
        }
    }

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
}
