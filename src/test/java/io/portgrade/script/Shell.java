package io.portgrade.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the project's scripts as their users do. */
record Shell(String name, List<String> command) {

    private static final int TIMEOUT_SECONDS = 60;

    /** What a script printed, and how it ended. */
    record Result(int exitCode, String out, String err) {}

    /** The shells of Debian, of small images and of desktops, as far as they are here; all must be where CI says so. */
    static Stream<Shell> all() {
        List<Shell> shells = new ArrayList<>();
        for (String command : List.of("dash", "busybox sh", "bash --posix")) {
            List<String> words = List.of(command.split(" "));
            if (isInstalled(words.get(0))) {
                shells.add(new Shell(command, words));
            }
        }
        if ("required".equals(System.getenv("PORTGRADE_SHELLS"))) {
            assertThat(shells).as("shells that are installed").hasSize(3);
        }
        return shells.stream();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    Result run(Path script, String... arguments) {
        return run(script, Map.of(), arguments);
    }

    Result run(Path script, Map<String, String> environment, String... arguments) {
        List<String> line = new ArrayList<>(command);
        line.add(script.toString());
        line.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("portgrade", ".out");
            Path err = Files.createTempFile("portgrade", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("ends within %d s", TIMEOUT_SECONDS).isTrue();
            Result result = new Result(
                    process.exitValue(), new String(Files.readAllBytes(out), UTF_8), Files.readString(err, UTF_8));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
