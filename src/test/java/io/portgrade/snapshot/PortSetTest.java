package io.portgrade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortSetTest {

    private static final int PORTS = 65_536;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, '', 0",
        "the first port, 0, 1",
        "the last port, 65535, 1",
        "all, 0-65535, 65536",
        "both ends of a word, '63,64', 2",
        "across words, 60-130, 71",
        "touching ranges are one, '10-19,20-29', 20",
        "overlapping ranges are one, '10-25,20-29', 20",
        "a gap of one, '10-19,21-29', 19"
    })
    void hasTheSizeOfItsRanges(String name, String text, int size) {
        assertThat(parsed(text).size()).isEqualTo(size);
    }

    @Test
    void printsRangesMergedAndAscending() {
        assertThat(parsed("50,10-19,20-29,52,0,65535")).hasToString("0,10-29,50,52,65535");
        assertThat(PortSet.empty()).hasToString("");
        assertThat(PortSet.all()).hasToString("0-65535");
    }

    @Test
    void containsNoPortThatIsNone() {
        assertThat(PortSet.all().contains(-1)).isFalse();
        assertThat(PortSet.all().contains(PORTS)).isFalse();
        assertThat(PortSet.all().contains(0)).isTrue();
        assertThat(PortSet.all().contains(65_535)).isTrue();
    }

    @Test
    void countsWithinARangeAtItsEdges() {
        PortSet set = parsed("0,63,64,127,65535");
        assertThat(set.sizeWithin(new PortRange(0, 0))).isOne();
        assertThat(set.sizeWithin(new PortRange(1, 62))).isZero();
        assertThat(set.sizeWithin(new PortRange(63, 64))).isEqualTo(2);
        assertThat(set.sizeWithin(new PortRange(64, 65_535))).isEqualTo(3);
        assertThat(set.sizeWithin(new PortRange(0, 65_535))).isEqualTo(5);
    }

    @Property(tries = 300)
    void agreesWithABitSet(@ForAll("sets") List<PortRange> first, @ForAll("sets") List<PortRange> second) {
        PortSet a = PortSet.of(first);
        PortSet b = PortSet.of(second);
        BitSet x = bits(first);
        BitSet y = bits(second);
        assertSame(a, x);
        assertSame(a.union(b), combined(x, y, BitSet::or));
        assertSame(a.intersect(b), combined(x, y, BitSet::and));
        assertSame(a.minus(b), combined(x, y, BitSet::andNot));
        BitSet complement = (BitSet) x.clone();
        complement.flip(0, PORTS);
        assertSame(a.complement(), complement);
        assertThat(a.equals(b)).isEqualTo(x.equals(y));
    }

    @Property(tries = 300)
    void addsOnePort(@ForAll("sets") List<PortRange> ranges, @ForAll("ports") int port) {
        BitSet expected = bits(ranges);
        expected.set(port);
        assertSame(PortSet.of(ranges).with(port), expected);
    }

    @Property(tries = 300)
    void countsWithin(@ForAll("sets") List<PortRange> ranges, @ForAll("ranges") PortRange within) {
        int expected = bits(ranges).get(within.low(), within.high() + 1).cardinality();
        assertThat(PortSet.of(ranges).sizeWithin(within)).isEqualTo(expected);
    }

    @Property(tries = 300)
    void itsTextMakesTheSameSet(@ForAll("sets") List<PortRange> ranges) {
        PortSet set = PortSet.of(ranges);
        assertThat(parsed(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
    }

    @Provide
    Arbitrary<Integer> ports() {
        return Arbitraries.oneOf(
                Arbitraries.of(0, 1, 62, 63, 64, 65, 127, 128, 1023, 1024, 65_471, 65_472, 65_534, 65_535),
                Arbitraries.integers().between(0, 65_535));
    }

    @Provide
    Arbitrary<PortRange> ranges() {
        return Combinators.combine(ports(), ports()).as((a, b) -> new PortRange(Math.min(a, b), Math.max(a, b)));
    }

    @Provide
    Arbitrary<List<PortRange>> sets() {
        return ranges().list().ofMaxSize(8);
    }

    private interface Operation {
        void apply(BitSet target, BitSet other);
    }

    private static BitSet combined(BitSet a, BitSet b, Operation operation) {
        BitSet result = (BitSet) a.clone();
        operation.apply(result, b);
        return result;
    }

    private static BitSet bits(List<PortRange> ranges) {
        BitSet bits = new BitSet(PORTS);
        ranges.forEach(range -> bits.set(range.low(), range.high() + 1));
        return bits;
    }

    /** Ranges that ascend, do not touch, and hold exactly the expected ports. */
    private static void assertSame(PortSet actual, BitSet expected) {
        List<PortRange> ranges = new ArrayList<>();
        for (int low = expected.nextSetBit(0); low >= 0; low = expected.nextSetBit(expected.nextClearBit(low))) {
            ranges.add(new PortRange(low, expected.nextClearBit(low) - 1));
        }
        assertThat(actual.ranges()).isEqualTo(ranges);
        assertThat(actual.size()).isEqualTo(expected.cardinality());
        assertThat(actual.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(actual).isEqualTo(PortSet.of(ranges)).hasSameHashCodeAs(PortSet.of(ranges));
        for (PortRange range : ranges) {
            assertThat(actual.contains(range.low())).isTrue();
            assertThat(actual.contains(range.high())).isTrue();
            assertThat(actual.contains(range.low() - 1)).isFalse();
            assertThat(actual.contains(range.high() + 1)).isFalse();
        }
    }

    private static PortSet parsed(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isEmpty()) {
                int dash = part.indexOf('-');
                int low = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
                ranges.add(new PortRange(low, dash < 0 ? low : Integer.parseInt(part.substring(dash + 1))));
            }
        }
        return PortSet.of(ranges);
    }
}
