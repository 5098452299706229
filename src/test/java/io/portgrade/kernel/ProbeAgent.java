package io.portgrade.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process that holds conversations between the namespaces of a pair: {@code kernel/probe.py}, which describes them. */
final class ProbeAgent implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final PythonProcess probe;

    ProbeAgent(NamespacePair pair) {
        probe = new PythonProcess("/kernel/probe.py", pair);
    }

    /** Answers connections and datagrams there from now on; side, address and port each. */
    void serve(List<List<Object>> services) {
        probe.ask(Map.of("serve", services));
    }

    /** Neighbours to unlearn before each probe; side, interface and address each. */
    void forget(List<List<String>> neighbours) {
        probe.ask(Map.of("forget", neighbours));
    }

    /** The ports of the host whose conversation completed, by name of the flow. */
    Map<String, PortSet> probe(List<ProbeFlow> flows, PortRange ports, Duration quiet) {
        JsonNode answer = probe.ask(
                Map.of("probe", flows, "low", ports.low(), "high", ports.high(), "quiet", quiet.toNanos() / NANOS));
        Map<String, PortSet> completed = new LinkedHashMap<>();
        for (ProbeFlow flow : flows) {
            long[] words = new long[1_024];
            answer.get(flow.name()).forEach(port -> words[port.intValue() >> 6] |= 1L << port.intValue());
            completed.put(flow.name(), PortSet.ofWords(words));
        }
        return completed;
    }

    @Override
    public void close() {
        probe.close();
    }
}
