package io.portgrade.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A program that works between the namespaces of a pair, and answers each request, a line of JSON, with another line. */
final class PythonProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;

    /** @param resource of the program, which takes the names of both namespaces */
    PythonProcess(String resource, NamespacePair pair) {
        try {
            program = Files.createTempFile("kernel", ".py");
            try (InputStream source = PythonProcess.class.getResourceAsStream(resource)) {
                Files.copy(source, program, StandardCopyOption.REPLACE_EXISTING);
            }
            process = new ProcessBuilder(
                            "python3",
                            program.toString(),
                            pair.name(NamespacePair.Side.HOST),
                            pair.name(NamespacePair.Side.PEER))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            requests = process.getOutputStream();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode ask(Map<String, ?> request) {
        try {
            requests.write((JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the program has ended");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.deleteIfExists(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
