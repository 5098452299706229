package io.portgrade.cli;

import io.portgrade.api.LocalAudits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audits files, prints the report and says by its exit code whether a pipeline may go on. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        sortOptions = false,
        description = "Audits files, prints the report, and fails where the gate does.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:passed",
            "1:the gate failed",
            "2:bad input, or a report that cannot be written",
            "3:too little memory, or a bug"
        })
@SuppressWarnings("NullAway.Init") // picocli sets what is not nullable
final class AuditCommand implements Callable<Integer> {

    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int BROKEN = 3;
    static final String SEE_HELP = " (--help lists the options)";

    private static final int MOST_ERRORS = 10;

    private final Supplier<LocalAudits> audits;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AuditedFiles audited = new AuditedFiles();

    @Option(names = "--min-grade", paramLabel = "GRADE", description = "The least grade: A+, A, B, C, D or F.")
    private @Nullable String minGrade;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The least severity that fails: critical, high, medium, low or info.")
    private @Nullable String failOn;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "An earlier report (--format json): only findings that are not in it count.")
    private @Nullable Path baseline;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Default: ${DEFAULT-VALUE}.")
    private String policy;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Of the report, as those of the API. Default: ${DEFAULT-VALUE}.")
    private String format;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes the report there, not to standard output.")
    private @Nullable Path output;

    AuditCommand(Supplier<LocalAudits> audits) {
        this.audits = audits;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            requireValues();
            List<LocalAudits.Section> sections = audited.sections(note -> err.println("portgrade: " + note));
            if (baseline != null) {
                sections.add(AuditedFiles.section("baseline", baseline));
            }
            LocalAudits.Answer answer =
                    audits.get().audit(sections, new LocalAudits.Terms(policy, minGrade, failOn, colouredFormat()));
            write(answer.report());
            err.println("portgrade: grade " + answer.grade()
                    + (answer.gated() ? answer.passed() ? ", passed" : ", the gate failed" : ""));
            return answer.passed() ? PASSED : FAILED;
        } catch (LocalAudits.Refusal e) {
            err.println("portgrade: " + placed(String.valueOf(e.getMessage())));
            e.errors().stream().limit(MOST_ERRORS).forEach(error -> err.println("  " + placed(error)));
            if (e.errors().size() > MOST_ERRORS) {
                err.println("  and " + (e.errors().size() - MOST_ERRORS) + " more");
            }
            return BAD_INPUT;
        } catch (BadInput e) {
            err.println("portgrade: " + e.getMessage());
            return BAD_INPUT;
        } catch (OutOfMemoryError e) {
            err.println("portgrade: " + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB of memory are too few for this: give it more, as in java -Xmx1g -jar …");
            return BROKEN;
        }
    }

    /** An empty one is what a pipeline passes on whose variable is not set. */
    private void requireValues() throws BadInput {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (option.originalStringValues().contains("")) {
                throw new BadInput(option.longestName() + " needs a value" + SEE_HELP);
            }
        }
    }

    private String placed(String problem) {
        return baseline == null
                ? audited.placed(problem)
                : AuditedFiles.placed(audited.placed(problem), "baseline", baseline);
    }

    private String colouredFormat() {
        boolean colour = format.equals("text")
                && output == null
                && System.console() != null
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return colour ? "text-color" : format;
    }

    private void write(byte[] report) throws BadInput {
        try {
            if (output != null) {
                Files.write(output, report);
            } else {
                new FileOutputStream(FileDescriptor.out).write(report); // System.out would not say that it cannot
            }
        } catch (IOException e) {
            throw new BadInput((output == null ? "standard output" : output) + " cannot be written");
        }
    }
}
