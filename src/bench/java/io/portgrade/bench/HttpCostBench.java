package io.portgrade.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Server CPU of an audit over HTTP beside a request that only reads the same body, in the same process and run. */
@QuarkusTest
class HttpCostBench {

    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 8;
    private static final String SMALL = """
            {"host": {"name": "web-17", "os": "linux", "kernel": "6.8.0-45-generic", "labels": {"role": "proxy"}},
             "sysctl": "net.ipv4.ip_local_port_range = 32768\\t60999\\nnet.ipv4.ip_local_reserved_ports = \\n\
            net.ipv4.ip_unprivileged_port_start = 1024\\nnet.ipv4.tcp_fin_timeout = 15\\nnet.ipv4.tcp_max_orphans = 131072\\n\
            net.ipv4.tcp_max_syn_backlog = 4096\\nnet.ipv4.tcp_max_tw_buckets = 131072\\nnet.ipv4.tcp_rfc1337 = 0\\n\
            net.ipv4.tcp_syncookies = 1\\nnet.ipv4.tcp_timestamps = 1\\nnet.ipv4.tcp_tw_reuse = 2\\n\
            net.core.somaxconn = 4096\\nnet.netfilter.nf_conntrack_count = 1200\\nnet.netfilter.nf_conntrack_max = 262144\\n",
             "files": [{"path": "/etc/sysctl.d/90-net.conf", "content": "# reuse\\nnet.ipv4.tcp_tw_reuse = 1\\n"}],
             "settings": {"net.ipv4.tcp_fin_timeout": "30"}}
            """;

    @TestHTTPResource("/")
    URI server;

    @Test
    void compare() throws Exception {
        byte[] full = Files.readAllBytes(Path.of("src/test/resources/hosts/linux-6.18/sysctl.txt"));
        List<Pair> pairs = List.of(
                pair("1 KB JSON", "application/json", SMALL.getBytes(UTF_8)),
                pair("40 KB text", "text/plain", Arrays.copyOf(full, Math.min(full.length, 40_960))));
        for (Pair pair : pairs) {
            WarmUp.untilCompiled("no-op, " + pair.name(), () -> load(pair.noOp(), WARM_UP_SECONDS));
            WarmUp.untilCompiled("audit, " + pair.name(), () -> load(pair.audit(), WARM_UP_SECONDS));
        }
        for (Pair pair : pairs) {
            print(pair);
        }
    }

    /** The same body to both addresses. */
    private record Pair(String name, Path noOp, Path audit) {}

    private static Pair pair(String name, String type, byte[] body) throws IOException {
        return new Pair(
                name + ", " + body.length + " bytes", request("/no-op", type, body), request("/v1/audits", type, body));
    }

    private void print(Pair pair) throws Exception {
        double before = load(pair.noOp(), SECONDS);
        double audit = load(pair.audit(), SECONDS);
        double after = load(pair.noOp(), SECONDS);
        double noOp = (before + after) / 2;
        System.out.printf(
                "%s: no-op %.1f µs (%.1f and %.1f), audit %.1f µs of server CPU, ratio %.2f%n",
                pair.name(), noOp, before, after, audit, audit / noOp);
    }

    /** Microseconds of this process's CPU for each request of a run. */
    private double load(Path request, int seconds) throws IOException, InterruptedException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        "target/test-classes",
                        LoadGenerator.class.getName(),
                        Integer.toString(server.getPort()),
                        Integer.toString(CONNECTIONS),
                        Integer.toString(seconds),
                        request.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long before = process.getProcessCpuTime();
        String printed = new String(generator.getInputStream().readAllBytes(), UTF_8).strip();
        long spent = process.getProcessCpuTime() - before;
        if (generator.waitFor() != 0 || Long.parseLong(printed) == 0) {
            throw new IOException("the load generator failed: " + printed);
        }
        return spent / 1_000.0 / Long.parseLong(printed);
    }

    private static Path request(String path, String type, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        Map<String, String> headers = Map.of("Content-Type", type, "Content-Length", Integer.toString(body.length));
        request.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n").getBytes(UTF_8));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request.write((header.getKey() + ": " + header.getValue() + "\r\n").getBytes(UTF_8));
        }
        request.write("\r\n".getBytes(UTF_8));
        request.write(body);
        Path file = Files.createTempFile("request", ".http");
        file.toFile().deleteOnExit();
        return Files.write(file, request.toByteArray());
    }
}
