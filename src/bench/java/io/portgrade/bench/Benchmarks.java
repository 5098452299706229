package io.portgrade.bench;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs every benchmark of this source folder, or those that JMH's arguments choose, and prints ratios between them. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        CommandLineOptions options = new CommandLineOptions(args);
        if (options.shouldList() || options.shouldHelp()) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        Collection<RunResult> results = new Runner(options).run();
        print(
                results,
                "All rules by the engine",
                "AuditBenchmark.engine",
                "ten of them by hand",
                "AuditBenchmark.plainJava");
        print(results, "Ten times the lines of sysctl -a", "ParseBenchmark.tenTimes", "once", "ParseBenchmark.once");
        for (String rules : List.of("100", "10000", "100000")) {
            printFirewall(results, rules);
        }
    }

    private static void print(
            Collection<RunResult> results, String what, String benchmark, String baselineWhat, String baseline) {
        Optional<Double> measured = score(results, benchmark);
        Optional<Double> reference = score(results, baseline);
        if (measured.isPresent() && reference.isPresent()) {
            System.out.printf(
                    "%s %.2f µs, %s %.2f µs: ratio %.1f%n",
                    what, measured.get(), baselineWhat, reference.get(), measured.get() / reference.get());
        }
    }

    private static void printFirewall(Collection<RunResult> all, String rules) {
        List<RunResult> results = all.stream()
                .filter(result -> rules.equals(result.getParams().getParam("rules")))
                .toList();
        score(results, "FirewallBenchmark.analysis")
                .ifPresent(micros -> System.out.printf(
                        "%s firewall rules: %.3f ms a family, protocol and destination%n", rules, micros / 1_000));
        print(
                results,
                "A packet's way through " + rules + " rules with a set of bits",
                "FirewallBenchmark.walkOfBits",
                "with Guava's set of ranges",
                "FirewallBenchmark.walkOfRanges");
    }

    private static Optional<Double> score(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(name))
                .map(result -> result.getPrimaryResult().getScore())
                .findFirst();
    }
}
