package io.portgrade.cli;

import io.portgrade.api.LocalAudits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what is audited, and what stands in the files that they name. */
@SuppressWarnings("NullAway.Init") // picocli sets what is not nullable
final class AuditedFiles {

    /** No archive is longer that the service takes by default. */
    private static final int MOST_BYTES = 64 << 20;

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

    @Option(
            names = "--limits",
            paramLabel = "FILE",
            description = "Output of ulimit -a, limits.conf or /proc/PID/limits.")
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

    /**
     * What the options name, at least one section. The list may be added to.
     *
     * @param notes told what is odd but no obstacle
     * @throws BadInput when any of it cannot be read, or nothing is named
     */
    List<LocalAudits.Section> sections(Consumer<String> notes) throws BadInput {
        List<LocalAudits.Section> sections = new ArrayList<>();
        if (sysctl != null) {
            sections.add(sysctl.toString().equals("-") ? standardInput() : section("sysctl", sysctl));
        }
        List<Path> withoutFiles = addFolders(sections);
        for (Path file : files) {
            sections.add(section("file", file));
        }
        for (Path path : firewalls) {
            for (Path file : Files.isDirectory(path) ? rulesIn(path) : List.of(path)) {
                sections.add(section("firewall", file));
            }
        }
        addFile(sections, "pools", pools);
        addFile(sections, "sockets", sockets);
        addFile(sections, "limits", limits);
        addFile(sections, "sosreport", sosreport);
        withoutFiles.forEach(dir -> notes.accept("there is no *.conf file in " + dir));
        if (sections.isEmpty()) {
            throw nothing(withoutFiles);
        }
        addWord(sections, "host", host);
        addWord(sections, "os", os);
        addWord(sections, "kernel", kernel);
        return sections;
    }

    /** A problem at a JSON pointer, by the option that the user knows its place by, and the file. */
    String placed(String problem) {
        if (problem.startsWith("/host/")) {
            return "--" + problem.substring("/host/".length()).replaceFirst("^name", "host");
        }
        return pools == null ? problem : placed(problem, "pools", pools);
    }

    /** The same of one section, which is the whole of the file. */
    static String placed(String problem, String section, Path file) {
        String pointer = "/" + section;
        if (!problem.startsWith(pointer)) {
            return problem;
        }
        String rest = problem.substring(pointer.length());
        return "--" + section + " " + file + ": " + (rest.startsWith(": ") ? rest.substring(2) : rest.strip());
    }

    /** @return those that hold no settings */
    private List<Path> addFolders(List<LocalAudits.Section> sections) throws BadInput {
        List<Path> withoutFiles = new ArrayList<>();
        for (Path dir : sysctlDirs) {
            List<Path> found = Folder.settings(dir);
            for (Path file : found) {
                sections.add(section("file", file));
            }
            if (found.isEmpty()) {
                withoutFiles.add(dir);
            }
        }
        return withoutFiles;
    }

    private static BadInput nothing(List<Path> withoutFiles) {
        return new BadInput(
                withoutFiles.isEmpty()
                        ? "nothing to audit: give --sysctl, --sysctl-dir or another of them (--help lists them)"
                        : "nothing to audit: give what is in force as well, as in sysctl -a | … audit --sysctl - --sysctl-dir "
                                + withoutFiles.get(0));
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
        if (isStandardInputClosed()) {
            throw new BadInput("standard input cannot be read");
        }
        try (InputStream in = System.in) {
            return new LocalAudits.Section("sysctl", null, bounded(in, "standard input"));
        } catch (IOException e) {
            throw new BadInput("standard input cannot be read: " + e.getMessage());
        }
    }

    /** Then its number goes to the first file that is opened, which is one of the JVM's own. */
    private static boolean isStandardInputClosed() {
        try {
            return Path.of("/proc/self/fd/0")
                    .toRealPath()
                    .startsWith(Path.of(System.getProperty("java.home")).toRealPath());
        } catch (IOException e) {
            return false; // no file at all, or no Linux
        }
    }

    static LocalAudits.Section section(String name, Path file) throws BadInput {
        if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
            throw new BadInput("there is no file " + file + " that can be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            String path = FileName.of(file);
            return new LocalAudits.Section(name, path, bounded(in, path));
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

    private static List<Path> rulesIn(Path dir) throws BadInput {
        List<Path> found = Folder.rules(dir);
        if (found.isEmpty()) {
            throw new BadInput("there is no file in " + dir);
        }
        return found;
    }
}
