package io.portgrade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.fact.FactAssembler;
import io.portgrade.fact.Facts;
import io.portgrade.fact.FinTimeout;
import io.portgrade.fact.PoolLoad;
import io.portgrade.finding.Finding;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.rule.RuleEngine;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DroolsRuleEngineTest {

    private static final int THREADS = 8;
    private static final int EVALUATIONS = 500;

    private final Policy policy = TestAudits.policy("default");
    private final List<Facts> hosts = hosts();

    /** A fresh engine, so that the first calls meet in whatever Drools prepares at its first call. */
    @Test
    void manyThreadsFindWhatOneFinds() throws Exception {
        List<List<Finding>> expected = hosts.stream()
                .map(facts -> evaluate(TestAudits.RULES.engine(), facts))
                .toList();
        RuleEngine fresh = RuleLibrary.load(null).engine();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> runs = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int offset = thread;
                Callable<Void> run = () -> {
                    start.await();
                    for (int i = 0; i < EVALUATIONS; i++) {
                        int host = (i + offset) % hosts.size();
                        assertThat(evaluate(fresh, hosts.get(host))).isEqualTo(expected.get(host));
                    }
                    return null;
                };
                runs.add(threads.submit(run));
            }
            for (Future<Void> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sessions are used again: what one host made the rules do is not there for the next. */
    @Test
    void aSessionUsedBeforeFindsWhatANewOneFinds() {
        RuleEngine used = RuleLibrary.load(null).engine();
        for (int i = 0; i < EVALUATIONS; i++) {
            Facts facts = hosts.get((i * 3) % hosts.size());
            RuleEngine unused = i % 100 == 0 ? RuleLibrary.load(null).engine() : TestAudits.RULES.engine();
            assertThat(evaluate(used, facts)).isEqualTo(evaluate(unused, facts));
        }
    }

    @Test
    void aBrokenEvaluationLeavesNothingBehind() {
        RuleEngine engine = RuleLibrary.load(null).engine();
        List<Object> broken = new ArrayList<>(hosts.get(1).values());
        broken.removeIf(FinTimeout.class::isInstance);
        broken.add(new FinTimeout(Duration.ofSeconds(-1), null, null, List.of())); // its own comparison fails
        for (Facts facts : hosts) {
            RuleEngine.Evaluation evaluation = engine.evaluate(policy, new Facts(broken, Map.of(), List.of()));
            assertThat(evaluation.failures()).isNotEmpty();
            assertThat(evaluate(engine, facts)).isEqualTo(evaluate(TestAudits.RULES.engine(), facts));
        }
    }

    @Test
    void findsNothingInNothing() {
        RuleEngine.Evaluation evaluation =
                TestAudits.RULES.engine().evaluate(policy, new Facts(List.of(), Map.of(), List.of()));
        assertThat(evaluation).isEqualTo(new RuleEngine.Evaluation(List.of(), List.of()));
    }

    @Test
    void eachShippedRuleIsLoadedOnce() {
        assertThat(TestAudits.RULES.engine().definitions())
                .extracting(RuleDefinition::id)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(RuleFile.readAll(java.nio.file.Path.of("rules")).stream()
                        .map(RuleFile::id)
                        .toList());
    }

    private List<Finding> evaluate(RuleEngine engine, Facts facts) {
        RuleEngine.Evaluation evaluation = engine.evaluate(policy, facts);
        assertThat(evaluation.failures()).isEmpty();
        return evaluation.findings().stream()
                .sorted(Comparator.comparing(Finding::rule).thenComparing(Finding::explanation))
                .toList();
    }

    /** Hosts whose findings differ in every value that they quote. */
    private List<Facts> hosts() {
        FactAssembler assembler = new FactAssembler(List.of());
        List<Facts> hosts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            HostSnapshot host = TestAudits.linux(
                    "6." + i + ".0",
                    Map.of(
                            SettingKeys.LOCAL_PORT_RANGE, (32_768 + i) + " 61000",
                            SettingKeys.TW_REUSE, Integer.toString(i % 4),
                            SettingKeys.TIMESTAMPS, Integer.toString(i % 2),
                            SettingKeys.FIN_TIMEOUT, Integer.toString(i * 20),
                            SettingKeys.MAX_TW_BUCKETS, Integer.toString(5_000 + i),
                            SettingKeys.RFC1337, "0",
                            SettingKeys.CONNTRACK_MAX, Integer.toString(20_000 + i)));
            hosts.add(assembler.assemble(host, HostFirewalls.of(host), PoolLoad.of(host), policy));
        }
        return hosts;
    }
}
