package io.portgrade.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process that holds conversations between the namespaces of a pair: {@code kernel/probe.py}, which describes them. */
final class ProbeAgent implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS = 1e9;

    private final Path program;
    private final Process process;
    private final OutputStream requests;
    private final BufferedReader answers;

    ProbeAgent(NamespacePair pair) {
        try {
            program = Files.createTempFile("probe", ".py");
            try (InputStream source = ProbeAgent.class.getResourceAsStream("/kernel/probe.py")) {
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

    /** Answers connections and datagrams there from now on; side, address and port each. */
    void serve(List<List<Object>> services) {
        ask(Map.of("serve", services));
    }

    /** Neighbours to unlearn before each probe; side, interface and address each. */
    void forget(List<List<String>> neighbours) {
        ask(Map.of("forget", neighbours));
    }

    /** The ports of the host whose conversation completed, by name of the flow. */
    Map<String, PortSet> probe(List<ProbeFlow> flows, PortRange ports, Duration quiet) {
        JsonNode answer =
                ask(Map.of("probe", flows, "low", ports.low(), "high", ports.high(), "quiet", quiet.toNanos() / NANOS));
        Map<String, PortSet> completed = new LinkedHashMap<>();
        for (ProbeFlow flow : flows) {
            long[] words = new long[1_024];
            answer.get(flow.name()).forEach(port -> words[port.intValue() >> 6] |= 1L << port.intValue());
            completed.put(flow.name(), PortSet.ofWords(words));
        }
        return completed;
    }

    private JsonNode ask(Map<String, ?> request) {
        try {
            requests.write((JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the probe has ended");
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
