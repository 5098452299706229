package io.portgrade.bench;

import java.io.IOException;

/** Runs every benchmark of this source folder, or those that JMH's arguments choose. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws IOException {
        org.openjdk.jmh.Main.main(args);
    }
}
