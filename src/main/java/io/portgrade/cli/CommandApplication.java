package io.portgrade.cli;

import io.portgrade.api.LocalAudits;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. */
@Command(
        name = "portgrade",
        mixinStandardHelpOptions = true,
        description = "Grades how a host holds up against ephemeral-port exhaustion. Without arguments: the service.",
        synopsisSubcommandLabel = "COMMAND")
public final class CommandApplication implements QuarkusApplication {

    private final Instance<LocalAudits> audits;

    @Inject
    CommandApplication(Instance<LocalAudits> audits) {
        this.audits = audits;
    }

    @Override
    public int run(String... arguments) {
        return new CommandLine(this)
                .addSubcommand(new AuditCommand(audits::get))
                .setExecutionStrategy(new CommandLine.RunLast())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("portgrade: this is a bug, please report it: " + failure);
                    return AuditCommand.BROKEN;
                })
                .execute(arguments);
    }
}
