package io.portgrade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portgrade.wiring.LocalParts;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar; no service is started for them. */
@Command(
        name = "portgrade",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = "Grades how a host holds up against ephemeral-port exhaustion. Without arguments: the service.",
        synopsisSubcommandLabel = "COMMAND")
final class Commands {

    private Commands() {}

    /** @return the exit code */
    static int run(String... arguments) {
        return new CommandLine(new Commands())
                .addSubcommand(new AuditCommand(LocalParts::audits))
                .registerConverter(Path.class, FileName::parse)
                .setErr(new PrintWriter(new HarmlessLines(new OutputStreamWriter(System.err, UTF_8)), true))
                .setParameterExceptionHandler((wrong, given) -> {
                    wrong.getCommandLine().getErr().println("portgrade: " + wrong.getMessage() + AuditCommand.SEE_HELP);
                    return AuditCommand.BAD_INPUT;
                })
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

    /** As the build states it. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"portgrade " + (version == null ? "of no build" : version)};
        }
    }
}
