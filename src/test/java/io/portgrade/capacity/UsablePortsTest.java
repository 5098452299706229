package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas of the port model. */
class UsablePortsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the default of Linux, 32768, 60999, '', '', 28232, false",
        "the default before 4.2 on a later kernel, 32768, 61000, '', '', 28232, true",
        "FreeBSD, 10000, 65535, '', '', 55536, false",
        "Windows and macOS, 49152, 65535, '', '', 16384, false",
        "one port, 40000, 40000, '', '', 1, true",
        "two ports, 40000, 40001, '', '', 2, false",
        "reserved ports inside, 32768, 60999, 40000-40099, '', 28132, false",
        "reserved ports outside, 32768, 60999, 30000-30099, '', 28232, false",
        "reserved ports half inside, 32768, 60999, 32700-32867, '', 28132, false",
        "a listener inside, 32768, 60999, '', 33000, 28231, false",
        "a listener outside, 32768, 60999, '', 8080, 28232, false",
        "reserved and listening counts once, 32768, 60999, 33000, 33000, 28231, false",
        "reserved and others listening, 32768, 60999, 33000, '33000,33001', 28230, false",
        "everything reserved, 40000, 40009, 40000-40009, '', 0, false",
        "more taken than there is, 40000, 40002, 40000-40002, '', 0, true",
        "all listening, 40000, 40002, '', '40000,40001,40002', 0, true"
    })
    void countsWhatIsLeft(
            String name, int low, int high, String reserved, String listening, int usable, boolean sameParity) {
        UsablePorts ports = new UsablePorts(new PortRange(low, high), set(reserved), set(listening));
        assertThat(ports.count()).isEqualTo(usable);
        assertThat(ports.hasSameParity()).isEqualTo(sameParity);
    }

    /** Linux before 4.2 goes through the range port by port. */
    @Test
    void anOddPortIsLostOnlyWhereParityMatters() {
        UsablePorts ports = new UsablePorts(new PortRange(32_768, 61_000), PortSet.empty(), PortSet.empty(), false);
        assertThat(ports.count()).isEqualTo(28_233);
        assertThat(ports.hasSameParity()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "TIME_WAIT of Linux, 28232, 60000, 470.5",
        "300 ports without reuse, 300, 60000, 5.0",
        "500 ports with reuse, 500, 1001, 499.5",
        "1000 ports with reuse, 1000, 1001, 999.0",
        "FreeBSD, 55536, 60000, 925.6",
        "macOS, 16384, 30000, 546.1",
        "Windows, 16384, 120000, 136.5",
        "no port, 0, 60000, 0.0"
    })
    void givesARate(String name, int usable, long occupiedMillis, double perSecond) {
        assertThat(new Ceiling(usable, Duration.ofMillis(occupiedMillis)).connectionsPerSecond())
                .isCloseTo(perSecond, within(0.05));
    }

    @ParameterizedTest(name = "a delay of {0} ms occupies {1} ms")
    @CsvSource({"1000, 1001", "1, 2", "60000, 60001"})
    void reuseWaitsForTheDelayAndATick(long delay, long occupied) {
        assertThat(Ceiling.waitWithReuse(Duration.ofMillis(delay))).isEqualTo(Duration.ofMillis(occupied));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a listener inside, '', 33000, 28232, 28231",
        "reserved for a listener, 33000, 33000, 28232, 28231",
        "reserved for nothing that runs, 33000, '', 28231, 28231",
        "one of each, '33000,33001', 33001, 28231, 28230"
    })
    void aPortOfAServiceIsNoFaultOfTheRange(
            String name, String reserved, String listening, int besideServices, int usable) {
        UsablePorts ports = new UsablePorts(new PortRange(32_768, 60_999), set(reserved), set(listening));
        assertThat(ports.besideServices()).isEqualTo(besideServices);
        assertThat(ports.count()).isEqualTo(usable);
    }

    @Property(tries = 500)
    void countsEachPortOnce(
            @ForAll @IntRange(min = 0, max = 65535) int a,
            @ForAll @IntRange(min = 0, max = 65535) int b,
            @ForAll List<@IntRange(min = 0, max = 65535) Integer> reserved,
            @ForAll List<@IntRange(min = 0, max = 65535) Integer> listening) {
        PortRange range = new PortRange(Math.min(a, b), Math.max(a, b));
        UsablePorts ports = new UsablePorts(range, of(reserved), of(listening));
        long taken =
                PortSet.of(range).intersect(of(reserved).union(of(listening))).size();
        assertThat(ports.reservedInRange() + ports.listeningInRange()).isEqualTo((int) taken);
        assertThat(ports.count())
                .isEqualTo((int) Math.max(0, range.size() - (range.size() == 1 ? 0 : range.size() % 2) - taken))
                .isLessThanOrEqualTo(ports.assignable());
    }

    private static PortSet of(List<Integer> ports) {
        List<PortRange> ranges = new ArrayList<>();
        ports.forEach(port -> ranges.add(new PortRange(port, port)));
        return PortSet.of(ranges);
    }

    private static PortSet set(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isEmpty()) {
                String[] ends = part.split("-");
                ranges.add(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
            }
        }
        return PortSet.of(ranges);
    }
}
