package io.portgrade.api;

import io.portgrade.policy.PolicyLibrary;
import io.portgrade.rule.RuleCatalogue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: rules and policies are loaded. */
@Readiness
@Singleton
final class RulePackCheck implements HealthCheck {

    private final RuleCatalogue catalogue;
    private final PolicyLibrary policies;

    @Inject
    RulePackCheck(RuleCatalogue catalogue, PolicyLibrary policies) {
        this.catalogue = catalogue;
        this.policies = policies;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rule pack")
                .status(!catalogue.rules().isEmpty() && !policies.names().isEmpty())
                .withData("rulePack", catalogue.version())
                .withData("rules", catalogue.rules().size())
                .withData("policies", policies.names().size())
                .build();
    }
}
