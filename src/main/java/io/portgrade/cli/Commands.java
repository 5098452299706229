package io.portgrade.cli;

import io.portgrade.wiring.LocalParts;
import io.quarkus.runtime.configuration.ConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar; no service is started for them. */
@Command(
        name = "portgrade",
        mixinStandardHelpOptions = true,
        description = "Grades how a host holds up against ephemeral-port exhaustion. Without arguments: the service.",
        synopsisSubcommandLabel = "COMMAND")
final class Commands {

    private Commands() {}

    /** @return the exit code */
    static int run(String... arguments) {
        return new CommandLine(new Commands())
                .addSubcommand(new AuditCommand(LocalParts::audits))
                .setExecutionStrategy(new CommandLine.RunLast())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof ConfigurationException) {
                        line.getErr().println("portgrade: " + failure.getMessage());
                        return AuditCommand.BAD_INPUT;
                    }
                    line.getErr().println("portgrade: this is a bug, please report it: " + failure);
                    return AuditCommand.BROKEN;
                })
                .execute(arguments);
    }
}
