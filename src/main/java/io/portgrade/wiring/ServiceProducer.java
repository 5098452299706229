package io.portgrade.wiring;

import io.portgrade.audit.Auditor;
import io.portgrade.audit.Planner;
import io.portgrade.audit.SearchBudget;
import io.portgrade.audit.Simulator;
import io.portgrade.engine.RuleCompilationException;
import io.portgrade.engine.RuleLibrary;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.policy.PolicyException;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Builds the service's parts once, at start, so that a bad rule or policy stops the start. */
@Singleton
public class ServiceProducer {

    private static final System.Logger LOG = System.getLogger(ServiceProducer.class.getName());

    private final RuleLibrary rules;
    private final PolicyLibrary policies;
    private final Optional<OperatorPack> own;

    /**
     * @param rulesDirectory an operator's own rules and policies, from {@code PORTGRADE_RULES_DIR}
     * @throws ConfigurationException when it is no directory, or holds a rule or a policy that cannot be used
     */
    public ServiceProducer(@ConfigProperty(name = "portgrade.rules.dir") Optional<Path> rulesDirectory) {
        Path directory = rulesDirectory.orElse(null);
        try {
            refuseUnlessDirectory(directory);
            this.rules = RuleLibrary.load(directory);
            this.policies = PolicyLibrary.load(
                    PolicyFiles.read(directory),
                    rules.catalogue().rules().stream().map(RuleDescription::id).toList());
            this.own = rulesDirectory.map(folder -> OperatorPack.of(folder, rules.catalogue()));
        } catch (RuleCompilationException | PolicyException | UncheckedIOException e) {
            // Of this type, and without a cause, Quarkus prints the message alone: all that an operator needs.
            throw new ConfigurationException("The rules in " + directory + " cannot be used:\n" + e.getMessage());
        }
    }

    /** Not of a command, whose output is for scripts. */
    void announce(@Observes StartupEvent started) {
        own.ifPresent(pack ->
                LOG.log(pack.isDoubtful() ? System.Logger.Level.WARNING : System.Logger.Level.INFO, pack.inWords()));
    }

    @Produces
    @Singleton
    @Startup
    RuleCatalogue catalogue() {
        return rules.catalogue();
    }

    @Produces
    @Singleton
    PolicyLibrary policies() {
        return policies;
    }

    @Produces
    @Singleton
    SnapshotReader reader() {
        return new SnapshotReader(SettingKeyTable.with(rules.catalogue().namedSettings()));
    }

    @Produces
    @Singleton
    Auditor auditor() {
        return new Auditor(
                rules.catalogue(),
                rules.engine(),
                Clock.tickMillis(ZoneOffset.UTC),
                () -> UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Simulator simulator(Auditor auditor) {
        return new Simulator(auditor);
    }

    @Produces
    @Singleton
    Planner planner(Auditor auditor) {
        return new Planner(auditor, SearchBudget.STANDARD, System::nanoTime);
    }

    private static void refuseUnlessDirectory(@Nullable Path directory) {
        if (directory != null && !Files.isDirectory(directory)) {
            throw new ConfigurationException("PORTGRADE_RULES_DIR is not a directory: " + directory);
        }
    }
}
