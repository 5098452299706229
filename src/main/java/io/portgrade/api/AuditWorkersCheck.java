package io.portgrade.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready when audits no longer end, as an operator's rule can bring about that never returns: a restart alone helps. */
@Readiness
@Singleton
final class AuditWorkersCheck implements HealthCheck {

    private final AuditWorkers workers;

    @Inject
    AuditWorkersCheck(AuditWorkers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit workers")
                .status(!workers.hang())
                .build();
    }
}
