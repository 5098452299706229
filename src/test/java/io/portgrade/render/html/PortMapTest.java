package io.portgrade.render.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortMapTest {

    private static final PortMap MAP = PortMap.of(ReportSample.plain()).orElseThrow();

    @ParameterizedTest
    @CsvSource({"0,65535,0,100", "32768,65535,50,50", "0,32767,0,50", "16384,32767,25,25"})
    void rangeIsWhereItsPortsAre(int low, int high, double x, double width) {
        Span span = PortMap.ALL.place(new PortRange(low, high));

        assertThat(span.x()).isCloseTo(x, within(0.001));
        assertThat(span.width()).isCloseTo(width, within(0.001));
    }

    @Property
    void eachStretchIsSeenAndInside(@ForAll @IntRange(max = 65_535) int a, @ForAll @IntRange(max = 65_535) int b) {
        Span span = PortMap.ALL.place(new PortRange(Math.min(a, b), Math.max(a, b)));

        assertThat(span.width()).isGreaterThanOrEqualTo(PortScale.LEAST_WIDTH);
        assertThat(span.x()).isNotNegative();
        assertThat(span.end()).isLessThanOrEqualTo(100.000_001);
    }

    @Test
    void whatLiesOutsideIsNotShown() {
        PortScale scale = new PortScale(new PortRange(100, 199));

        assertThat(scale.place(List.of(new PortRange(0, 99), new PortRange(150, 300), new PortRange(301, 400))))
                .containsExactly(new Span(50, 50));
    }

    @Test
    void thousandsOfPortsApartAreAFewStretches() {
        List<PortRange> everyOther = IntStream.range(0, 32_768)
                .mapToObj(i -> new PortRange(2 * i, 2 * i))
                .toList();

        assertThat(PortMap.ALL.place(everyOther)).hasSize(1);
    }

    @Test
    void onePortThatIsLostIsSeen() {
        PortMap.Lane replies = MAP.lanes().get(0);

        assertThat(replies.label()).isEqualTo("Replies, IPv4 TCP");
        assertThat(replies.marks())
                .filteredOn(mark -> mark.kind() == PortKind.LOST)
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.span().width()).isEqualTo(PortScale.LEAST_WIDTH);
                    assertThat(mark.span().x()).isCloseTo(96.461, within(0.001));
                });
        assertThat(MAP.all()).anyMatch(mark -> mark.kind() == PortKind.LOST);
    }

    @Test
    void picturesAreInWordsToo() {
        assertThat(MAP.words())
                .extracting(line -> line.label() + ": " + line.ports())
                .contains(
                        "Ephemeral range: 32768-60999 (28,232 ports)",
                        "Replies, IPv4 TCP, lost: 60001 (1 port)",
                        "New connections in, IPv4 TCP, open to others: 32768-60000 (27,233 ports)",
                        "Reserved: 50000-50010 (11 ports)",
                        "Listening: 22, 45000 (2 ports)");
        assertThat(MAP.legend()).containsExactly(PortKind.values());
    }
}
