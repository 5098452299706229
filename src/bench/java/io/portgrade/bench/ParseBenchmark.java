package io.portgrade.bench;

import io.portgrade.ingest.settings.ParsedSettings;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.ingest.settings.SettingsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the whole {@code sysctl -a} of a Linux host, and ten of them one after the other: linear, or not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {

    private String once = "";
    private String tenTimes = "";

    @Setup
    public void read() throws IOException {
        once = Files.readString(Path.of("src/test/resources/hosts/linux-6.18/sysctl.txt"));
        tenTimes = once.repeat(10);
    }

    @Benchmark
    public ParsedSettings once() {
        return SettingsText.parse(once, "sysctl", SettingKeyTable.standard());
    }

    @Benchmark
    public ParsedSettings tenTimes() {
        return SettingsText.parse(tenTimes, "sysctl", SettingKeyTable.standard());
    }
}
