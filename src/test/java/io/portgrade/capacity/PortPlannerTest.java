package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PortPlannerTest {

    private static final PortSet SERVICES = ports(3306, 5432, 8080, 27017);
    private static final PortRange LINUX_DEFAULT = new PortRange(32_768, 60_999);

    @Test
    void keepsARangeThatIsGoodEnough() {
        PortPlanner planner = planner(28_232, true, SERVICES);
        PortRange current = new PortRange(30_000, 60_001);
        assertThat(planner.plan(current, ports(31_000))).isEqualTo(new PortPlan(current, ports(31_000)));
        assertThat(planner.accepts(current, ports(31_000))).isTrue();
    }

    @Test
    void takesTheLastPortOffAnOddRange() {
        PortPlanner planner = planner(28_232, true, PortSet.empty());
        assertThat(planner.plan(new PortRange(32_768, 61_000), PortSet.empty()).range())
                .isEqualTo(LINUX_DEFAULT);
    }

    /** Linux before 4.2. */
    @Test
    void keepsAnOddRangeWhereParityDoesNotMatter() {
        PortPlanner planner =
                new PortPlanner(28_233, 0.25, 0, true, false, PortSet.empty(), PortSet.empty(), PortHazards.NONE);
        PortRange current = new PortRange(32_768, 61_000);
        assertThat(planner.accepts(current, PortSet.empty())).isTrue();
        assertThat(planner.plan(current, PortSet.empty()).range()).isEqualTo(current);
    }

    @Test
    void reservesWhatMustBeKeptFree() {
        PortPlan plan = planner(60_000, true, SERVICES).plan(null, PortSet.empty());
        assertThat(plan).isEqualTo(new PortPlan(new PortRange(1_024, 65_535), SERVICES));
    }

    @Test
    void movesAboveServicesWhereNothingCanBeReserved() {
        PortPlan plan = planner(30_000, false, SERVICES).plan(new PortRange(1_024, 65_535), PortSet.empty());
        assertThat(plan.range()).isEqualTo(new PortRange(32_768, 65_535));
        PortPlan most = planner(60_000, false, SERVICES).plan(null, PortSet.empty());
        assertThat(most.range()).isEqualTo(new PortRange(27_018, 65_535));
    }

    @Test
    void keepsReservedPortsEvenIfTheyLeaveTooFew() {
        PortSet reserved = PortSet.of(new PortRange(30_000, 65_535)).with(8_080);
        PortPlanner planner = planner(60_000, true, PortSet.empty());
        PortPlan plan = planner.plan(LINUX_DEFAULT, reserved);
        assertThat(plan).isEqualTo(new PortPlan(new PortRange(1_024, 65_535), reserved));
        assertThat(planner.isEnough(plan)).isFalse();
    }

    @Test
    void looksForARangeBesideHazards() {
        PortHazards upper = new PortHazards() {
            @Override
            public PortSet ports() {
                return PortSet.of(new PortRange(31_000, 65_535));
            }

            @Override
            public boolean allow(PortPlan plan) {
                return ports().sizeWithin(plan.range()) == 0;
            }
        };
        PortPlanner planner = new PortPlanner(28_232, 0.25, 0, true, true, PortSet.empty(), SERVICES, upper);
        assertThat(planner.plan(LINUX_DEFAULT, PortSet.empty()).range()).isEqualTo(new PortRange(1_024, 30_999));
        assertThat(planner.regardless().plan(LINUX_DEFAULT, PortSet.empty()).range())
                .isEqualTo(LINUX_DEFAULT);
    }

    @Property(tries = 2000)
    void plansWhatTheKernelTakesAndServicesCanLiveWith(
            @ForAll("planners") PortPlanner planner,
            @ForAll("currents") PortRange current,
            @ForAll("portSets") PortSet reserved) {
        PortPlan plan = planner.plan(current, planner.canReserve() ? reserved : PortSet.empty());
        PortRange range = plan.range();
        assertThat(range.low()).isGreaterThanOrEqualTo(Math.max(1_024, planner.lowestPort()));
        if (range.size() > 1) {
            assertThat(range.size()).isEven();
        }
        PortSet handedOut = PortSet.of(range).minus(plan.reserved());
        if (hasRoom(planner)) {
            assertThat(handedOut.intersect(planner.keptFree()).ranges()).isEmpty();
        }
        assertThat(planner.isEnough(plan) || isMost(planner, handedOut.size(), plan.reserved()))
                .isTrue();
        assertThat(reserved.minus(plan.reserved()).isEmpty() || !planner.canReserve())
                .isTrue();
    }

    @Property(tries = 500)
    void leavesAnAcceptedRangeAlone(
            @ForAll("planners") PortPlanner planner,
            @ForAll("ranges") PortRange current,
            @ForAll("portSets") PortSet reserved) {
        boolean nothingInTheWay = planner.keptFree()
                        .minus(planner.canReserve() ? reserved : PortSet.empty())
                        .sizeWithin(current)
                == 0;
        if (nothingInTheWay && planner.accepts(current, reserved)) {
            assertThat(planner.plan(current, reserved)).isEqualTo(new PortPlan(current, reserved));
        }
    }

    @Provide
    Arbitrary<PortPlanner> planners() {
        return Combinators.combine(
                        Arbitraries.of(0.0, 1.0, 8192.0, 28232.0, 32768.0, 60000.0, 64512.0, 70000.0),
                        Arbitraries.of(0.0, 0.25, 1.0),
                        Arbitraries.of(0, 1, 1023, 1024, 1025, 32768, 32769, 40000, 65533, 65534, 65535),
                        Arbitraries.of(true, false),
                        portSets())
                .as((wanted, share, lowest, canReserve, keptFree) -> new PortPlanner(
                        wanted, share, lowest, canReserve, true, PortSet.empty(), keptFree, PortHazards.NONE));
    }

    @Provide
    Arbitrary<PortRange> currents() {
        return ranges().injectNull(0.2);
    }

    @Provide
    Arbitrary<PortRange> ranges() {
        Arbitrary<Integer> ports = Arbitraries.oneOf(
                Arbitraries.of(0, 1, 1023, 1024, 1025, 32768, 60999, 61000, 65534, 65535),
                Arbitraries.integers().between(0, 65_535));
        return Combinators.combine(ports, ports).as((a, b) -> new PortRange(Math.min(a, b), Math.max(a, b)));
    }

    @Provide
    Arbitrary<PortSet> portSets() {
        Arbitrary<PortRange> few = Combinators.combine(
                        Arbitraries.integers().between(1, 65_535), Arbitraries.of(0, 0, 0, 1, 9, 2767))
                .as((low, more) -> new PortRange(low, Math.min(65_535, low + more)));
        return few.list().ofMaxSize(12).map(PortSet::of);
    }

    private static boolean hasRoom(PortPlanner planner) {
        return planner.canReserve() || !free(planner).isEmpty();
    }

    /** Whether no plan has more ports: all that may be handed out, or their longest run where none can be left out. */
    private static boolean isMost(PortPlanner planner, int ports, PortSet reserved) {
        int possible = planner.canReserve()
                ? free(planner).minus(reserved).size()
                : free(planner).ranges().stream()
                        .mapToInt(PortRange::size)
                        .max()
                        .orElse(0);
        return ports >= possible - 1;
    }

    private static PortSet free(PortPlanner planner) {
        return PortSet.of(new PortRange(Math.max(1_024, planner.lowestPort()), 65_535))
                .minus(planner.keptFree());
    }

    private static PortPlanner planner(double wantedPorts, boolean canReserve, PortSet keptFree) {
        return new PortPlanner(wantedPorts, 0.25, 0, canReserve, true, PortSet.empty(), keptFree, PortHazards.NONE);
    }

    private static PortSet ports(int... ports) {
        PortSet set = PortSet.empty();
        for (int port : ports) {
            set = set.with(port);
        }
        return set;
    }
}
