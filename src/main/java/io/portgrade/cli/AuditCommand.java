package io.portgrade.cli;

import io.portgrade.api.LocalAudits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Audits files, prints the report and says by its exit code whether a pipeline may go on. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Audits files, prints the report, and fails where the gate does.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:passed", "1:the gate failed", "2:bad input", "3:a bug"})
@SuppressWarnings("NullAway.Init") // picocli sets what is not nullable
final class AuditCommand implements Callable<Integer> {

    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int BROKEN = 3;

    /** No archive is longer that the service takes by default. */
    private static final int MOST_BYTES = 64 << 20;

    private final Supplier<LocalAudits> audits;

    @Spec
    private CommandSpec spec;

    @Option(names = "--sysctl", paramLabel = "FILE", description = "Output of sysctl -a; - is standard input.")
    private @Nullable Path sysctl;

    @Option(names = "--sysctl-dir", paramLabel = "DIR", description = "The *.conf files of a folder; repeatable.")
    private List<Path> sysctlDirs = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "One such file; repeatable.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--firewall",
            paramLabel = "PATH",
            description = "Rules as their tool prints them, or a folder of such files; repeatable.")
    private List<Path> firewalls = new ArrayList<>();

    @Option(names = "--pools", paramLabel = "FILE", description = "JSON list of connection pools.")
    private @Nullable Path pools;

    @Option(names = "--sockets", paramLabel = "FILE", description = "Output of ss -tan or netstat -an.")
    private @Nullable Path sockets;

    @Option(names = "--limits", paramLabel = "FILE", description = "Output of ulimit -a, or limits.conf.")
    private @Nullable Path limits;

    @Option(
            names = "--sosreport",
            paramLabel = "FILE",
            description = "An archive that sos report made; what else is given stands before what it says.")
    private @Nullable Path sosreport;

    @Option(names = "--host", paramLabel = "NAME", description = "What the report calls the host.")
    private @Nullable String host;

    @Option(names = "--os", paramLabel = "OS", description = "linux, freebsd, macos or windows.")
    private @Nullable String os;

    @Option(names = "--kernel", paramLabel = "RELEASE", description = "As uname -r prints it.")
    private @Nullable String kernel;

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

    /** What the user gave cannot be used; the message says why. */
    private static final class BadInput extends Exception {

        private static final long serialVersionUID = 1L;

        BadInput(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<LocalAudits.Section> sections = sections();
            LocalAudits.Answer answer =
                    audits.get().audit(sections, new LocalAudits.Terms(policy, minGrade, failOn, colouredFormat()));
            write(answer.report());
            err.println("portgrade: grade " + answer.grade()
                    + (answer.gated() ? answer.passed() ? ", passed" : ", the gate failed" : ""));
            return answer.passed() ? PASSED : FAILED;
        } catch (BadInput | LocalAudits.Refusal e) {
            err.println("portgrade: " + e.getMessage());
            return BAD_INPUT;
        }
    }

    private String colouredFormat() {
        boolean colour = format.equals("text")
                && output == null
                && System.console() != null
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return colour ? "text-color" : format;
    }

    private List<LocalAudits.Section> sections() throws BadInput {
        List<LocalAudits.Section> sections = new ArrayList<>();
        if (sysctl != null) {
            sections.add(sysctl.toString().equals("-") ? standardInput() : section("sysctl", sysctl));
        }
        for (Path dir : sysctlDirs) {
            for (Path file : filesIn(dir, ".conf")) {
                sections.add(section("file", file));
            }
        }
        for (Path file : files) {
            sections.add(section("file", file));
        }
        for (Path path : firewalls) {
            for (Path file : Files.isDirectory(path) ? filesIn(path, "") : List.of(path)) {
                sections.add(section("firewall", file));
            }
        }
        addFile(sections, "pools", pools);
        addFile(sections, "sockets", sockets);
        addFile(sections, "limits", limits);
        addFile(sections, "sosreport", sosreport);
        if (sections.isEmpty()) {
            throw new BadInput("nothing to audit: give --sysctl, --sysctl-dir or another of them (--help lists them)");
        }
        addFile(sections, "baseline", baseline);
        addWord(sections, "host", host);
        addWord(sections, "os", os);
        addWord(sections, "kernel", kernel);
        return sections;
    }

    private static void addFile(List<LocalAudits.Section> sections, String name, @Nullable Path file) throws BadInput {
        if (file != null) {
            sections.add(section(name, file));
        }
    }

    private static void addWord(List<LocalAudits.Section> sections, String name, @Nullable String word) {
        if (word != null) {
            sections.add(LocalAudits.Section.ofWord(name, word));
        }
    }

    private static LocalAudits.Section standardInput() throws BadInput {
        try (InputStream in = System.in) {
            return new LocalAudits.Section("sysctl", null, bounded(in, "standard input"));
        } catch (IOException e) {
            throw new BadInput("standard input cannot be read: " + e.getMessage());
        }
    }

    private static LocalAudits.Section section(String name, Path file) throws BadInput {
        if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
            throw new BadInput("there is no file " + file + " that can be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new LocalAudits.Section(name, file.toString(), bounded(in, file.toString()));
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException, BadInput {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadInput(name + " is longer than " + (MOST_BYTES >> 20) + " MiB: send what the tool prints");
        }
        return bytes;
    }

    private static List<Path> filesIn(Path dir, String ending) throws BadInput {
        try (Stream<Path> entries = Files.list(dir)) {
            List<Path> found = entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new BadInput("there is no *" + ending + " file in " + dir);
            }
            return found;
        } catch (IOException e) {
            throw new BadInput("there is no folder " + dir + " that can be read");
        }
    }

    private void write(byte[] report) throws BadInput {
        try {
            if (output != null) {
                Files.write(output, report);
            } else {
                OutputStream out = System.out;
                out.write(report);
                out.flush();
            }
        } catch (IOException e) {
            throw new BadInput((output == null ? "standard output" : output) + " cannot be written: " + e.getMessage());
        }
    }
}
