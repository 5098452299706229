package io.portgrade.api;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps clients from making up values of labels: any word may be sent as a method, and any path that is refused. */
@Singleton
final class HttpMetricLabels {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String OTHER = "OTHER";

    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : OTHER);
    }

    @Produces
    @Singleton
    MeterFilter knownAddresses(AllowedMethods methods) {
        Set<String> known = methods.templates();
        return MeterFilter.replaceTagValues(
                "uri", uri -> !uri.startsWith("/") || uri.equals("/") || known.contains(uri) ? uri : OTHER);
    }
}
