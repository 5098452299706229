package io.portgrade.render;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where people read about a rule: a page of this service, when it knows under which address they reach it. */
@Singleton
public final class RulePages {

    private final Optional<URI> service;

    /** @param service the address under which people reach the service; empty when unknown */
    @Inject
    public RulePages(@ConfigProperty(name = "portgrade.public-url") Optional<URI> service) {
        this.service = service;
    }

    /** @param rule its id, {@code topic/name} */
    Optional<String> find(String rule) {
        return service.map(address -> {
            String base = address.toString();
            return (base.endsWith("/") ? base : base + "/") + "rules/" + rule;
        });
    }
}
