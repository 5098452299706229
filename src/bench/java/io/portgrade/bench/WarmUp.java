package io.portgrade.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Runs what is to be measured until the compiler is done with it; before, the compiler takes up to half of the CPU. */
public final class WarmUp {

    private static final int MOST_ROUNDS = 12;
    private static final double COMPILED = 0.02; // of the time

    private WarmUp() {}

    /** @param round some seconds of the same work */
    public static void untilCompiled(String work, Callable<?> round) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double share = 1;
        int rounds = 0;
        while (share > COMPILED && rounds < MOST_ROUNDS) {
            long compiled = compiler.getTotalCompilationTime();
            long start = System.nanoTime();
            round.call();
            share = (compiler.getTotalCompilationTime() - compiled) * 1e6 / (System.nanoTime() - start);
            rounds++;
        }
        System.out.printf("%s: warm after %d rounds, the last with %.1f %% compiling%n", work, rounds, 100 * share);
    }
}
