package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.portgrade.bench.BatchSender;
import io.portgrade.bench.WarmUp;
import io.portgrade.policy.PolicyLibrary;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a line of a batch costs beside the same audit in process, on as many threads; what a batch holds in memory for few and
 * for many hosts; and what each rendering costs beside the audit.
 */
@QuarkusTest
class BatchCostBench {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int TURNS = 9;
    private static final int SHORT_BATCHES = 30;
    private static final int RENDERINGS = 2_000;
    private static final String SMALL =
            "{\"host\":{\"name\":\"web-17\",\"os\":\"linux\",\"kernel\":\"6.8.0\"},\"sysctl\":\""
                    + "net.ipv4.ip_local_port_range = 32768\\t60999\\nnet.ipv4.ip_local_reserved_ports = \\n"
                    + "net.ipv4.ip_unprivileged_port_start = 1024\\nnet.ipv4.tcp_fin_timeout = 15\\nnet.ipv4.tcp_max_orphans = 131072\\n"
                    + "net.ipv4.tcp_max_syn_backlog = 4096\\nnet.ipv4.tcp_max_tw_buckets = 131072\\nnet.ipv4.tcp_rfc1337 = 0\\n"
                    + "net.ipv4.tcp_syncookies = 1\\nnet.ipv4.tcp_timestamps = 1\\nnet.ipv4.tcp_tw_reuse = 2\\n"
                    + "net.core.somaxconn = 4096\\nnet.netfilter.nf_conntrack_count = 1200\\n"
                    + "net.netfilter.nf_conntrack_max = 262144\\nnet.ipv4.tcp_tw_reuse_delay = 1000\\n\"}";

    @TestHTTPResource("/v1/audits/batch")
    URI batch;

    @Inject
    Audits audits;

    @Inject
    Renderings renderings;

    @Inject
    PolicyLibrary policies;

    @Test
    void compare() throws Exception {
        String sysctl = Files.readString(Path.of("src/test/resources/hosts/linux-6.18/sysctl.txt"));
        String full = new JsonMapper()
                .writeValueAsString(Map.of(
                        "host",
                        Map.of("name", "web-17"),
                        "sysctl",
                        sysctl.substring(0, Math.min(sysctl.length(), 40_960))));
        cost("15 settings", SMALL, 25_000);
        cost("40 KB", full, 10_000);
        memory(full);
        renderingCosts(full.getBytes(UTF_8));
    }

    /**
     * The two take turns, since the machine itself may be faster at one time than at another: the ratio is the median of those
     * of a line to what was measured just before and after it.
     */
    private void cost(String name, String host, int lines) throws Exception {
        WarmUp.untilCompiled(name + " in process", () -> inProcess(host.getBytes(UTF_8), 4 * lines));
        WarmUp.untilCompiled(name + " in a batch", () -> overHttp(host, 4 * lines));
        double[] alone = new double[TURNS + 1];
        double[] line = new double[TURNS];
        double[] ratio = new double[TURNS];
        alone[0] = inProcess(host.getBytes(UTF_8), lines);
        for (int turn = 0; turn < TURNS; turn++) {
            line[turn] = overHttp(host, lines);
            alone[turn + 1] = inProcess(host.getBytes(UTF_8), lines);
            ratio[turn] = 2 * line[turn] / (alone[turn] + alone[turn + 1]);
        }
        DoubleSummaryStatistics spread = Arrays.stream(ratio).summaryStatistics();
        System.out.printf(
                "%s: in process %.1f µs on %d threads, a line of a batch %.1f µs of CPU, ratio %.2f (%.2f to %.2f in %d turns)%n",
                name, median(alone), THREADS, median(line), median(ratio), spread.getMin(), spread.getMax(), TURNS);
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private double inProcess(byte[] host, int lines) throws InterruptedException {
        AuditQuery query = new AuditQuery(Policies.get(policies, "default"), null, null, null, List.of());
        long start = processNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < lines / THREADS; n++) {
                    audits.audit(host, ContentType.JSON, query, renderings.standard());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (processNanos() - start) / 1_000.0 / lines;
    }

    private double overHttp(String host, int lines) throws IOException, InterruptedException {
        long start = processNanos();
        send(host, lines);
        return (processNanos() - start) / 1_000.0 / lines;
    }

    /** The lines come from another process, and go to nowhere. */
    private void send(String host, int lines) throws IOException, InterruptedException {
        Path line = Files.createTempFile("portgrade", ".ndjson");
        Files.writeString(line, host);
        Process sender = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        "target/test-classes",
                        BatchSender.class.getName(),
                        Integer.toString(batch.getPort()),
                        batch.getPath(),
                        Integer.toString(lines),
                        line.toString())
                .inheritIO()
                .start();
        if (sender.waitFor() != 0) {
            throw new IOException("the batch was not answered");
        }
        Files.delete(line);
    }

    private void memory(String host) throws Exception {
        long few = 0;
        for (int batch = 0; batch < SHORT_BATCHES; batch++) { // to look as often as in the long one
            few = Math.max(few, peak(host, 1_000));
        }
        long many = peak(host, 100_000);
        System.out.printf(
                "live memory at its peak: %.1f MiB for 1,000 hosts of 40 KB, %.1f MiB for 100,000, ratio %.2f (heap %d MiB)%n",
                few / 1048576.0,
                many / 1048576.0,
                (double) many / few,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** The most that is reachable at any of the collections during a batch. */
    private long peak(String host, int lines) throws Exception {
        Thread sending = new Thread(() -> {
            try {
                send(host, lines);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        sending.start();
        long peak = 0;
        while (sending.isAlive()) {
            System.gc();
            peak = Math.max(
                    peak,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            sending.join(200);
        }
        return peak;
    }

    private void renderingCosts(byte[] host) {
        AuditQuery query = new AuditQuery(Policies.get(policies, "default"), null, null, null, List.of());
        double audit = 0;
        for (String format : renderings.ids()) {
            Renderings.Choice choice = renderings.choose(List.of(format), List.of());
            var report = audits.audit(host, ContentType.JSON, query, choice).report();
            for (int n = 0; n < RENDERINGS; n++) {
                choice.rendering().render(report);
                if (format.equals("json")) {
                    audits.audit(host, ContentType.JSON, query, choice);
                }
            }
            long start = threadNanos();
            for (int n = 0; n < RENDERINGS; n++) {
                choice.rendering().render(report);
            }
            double rendering = (threadNanos() - start) / 1_000.0 / RENDERINGS;
            System.out.printf(
                    "%s: %.1f µs for a rendering of %d bytes%n",
                    format, rendering, choice.rendering().render(report).length);
            if (format.equals("json")) {
                long begin = threadNanos();
                for (int n = 0; n < RENDERINGS; n++) {
                    audits.audit(host, ContentType.JSON, query, choice);
                }
                audit = (threadNanos() - begin) / 1_000.0 / RENDERINGS - rendering;
                System.out.printf("the audit beside which these stand: %.1f µs without rendering%n", audit);
            }
        }
    }

    private static long processNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
