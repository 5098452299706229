package io.portgrade.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.portgrade.audit.TestAudits;
import io.portgrade.fact.FactAssembler;
import io.portgrade.fact.Facts;
import io.portgrade.fact.PoolLoad;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.rule.RuleEngine;
import io.portgrade.snapshot.HostSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What each step of an audit costs, for a host with the usual settings of which two are wrong. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class AuditBenchmark {

    static {
        // As in the service; without a configuration the log manager keeps every debug message of Drools.
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private final HostSnapshot snapshot = TestAudits.linux(
            "6.8.0-45-generic",
            Map.ofEntries(
                    Map.entry("net.ipv4.ip_local_port_range", "32768\t60999"),
                    Map.entry("net.ipv4.ip_local_reserved_ports", ""),
                    Map.entry("net.ipv4.ip_unprivileged_port_start", "1024"),
                    Map.entry("net.ipv4.tcp_tw_reuse", "1"),
                    Map.entry("net.ipv4.tcp_timestamps", "0"),
                    Map.entry("net.ipv4.tcp_fin_timeout", "15"),
                    Map.entry("net.ipv4.tcp_max_tw_buckets", "131072"),
                    Map.entry("net.ipv4.tcp_rfc1337", "0"),
                    Map.entry("net.netfilter.nf_conntrack_max", "262144"),
                    Map.entry("net.netfilter.nf_conntrack_count", "1200")));
    private final Policy policy = TestAudits.policy("default");
    private final FactAssembler assembler = new FactAssembler(List.of());
    private final Facts facts = assembler.assemble(snapshot, HostFirewalls.of(snapshot), PoolLoad.of(snapshot), policy);
    private final AuditReport report = TestAudits.audit(snapshot, "default");
    private final ObjectWriter writer = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new BlackbirdModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            .writerFor(AuditReport.class);

    @Benchmark
    public Facts facts() {
        return assembler.assemble(snapshot, HostFirewalls.of(snapshot), PoolLoad.of(snapshot), policy);
    }

    @Benchmark
    public RuleEngine.Evaluation engine() {
        return TestAudits.RULES.engine().evaluate(policy, facts);
    }

    /** Ten of the engine's rules by hand. */
    @Benchmark
    public List<String> plainJava() {
        return PlainJavaRules.evaluate(policy, facts);
    }

    @Benchmark
    public AuditReport audit() {
        return TestAudits.audit(snapshot, "default");
    }

    @Benchmark
    public byte[] serialise() throws JsonProcessingException {
        return writer.writeValueAsBytes(report);
    }
}
