package io.portgrade.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts what is audited. The values of all labels are grades, severities and ids of the catalogue: never a client's words. */
@Singleton
final class AuditMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final List<Counter> audits; // by ordinal of the grade
    private final List<Map<String, Counter>> findings; // by ordinal of the severity
    private final Timer duration;

    @Inject
    AuditMetrics(MeterRegistry registry) {
        this.registry = registry;
        audits = Arrays.stream(Grade.values())
                .map(grade -> audits(registry, grade))
                .toList();
        findings = Arrays.stream(Severity.values())
                .<Map<String, Counter>>map(severity -> new ConcurrentHashMap<>())
                .toList();
        duration = Timer.builder("portgrade.audit")
                .description("Time from a complete body to its rendered report.")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void record(AuditReport report, long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
        audits.get(report.grade().ordinal()).increment();
        for (ReportedFinding finding : report.findings()) {
            counter(finding.severity(), finding.rule()).increment();
        }
    }

    private Counter counter(Severity severity, String rule) {
        Map<String, Counter> byRule = findings.get(severity.ordinal());
        Counter known = byRule.get(rule);
        return known != null ? known : byRule.computeIfAbsent(rule, id -> register(severity, id));
    }

    private static Counter audits(MeterRegistry registry, Grade grade) {
        return Counter.builder("portgrade.audits")
                .description("Audits answered with a report, by grade.")
                .tag("grade", grade.letter())
                .register(registry);
    }

    private Counter register(Severity severity, String rule) {
        return Counter.builder("portgrade.findings")
                .description("Findings reported, by rule and severity.")
                .tag("rule", rule)
                .tag("severity", severity.id())
                .register(registry);
    }
}
