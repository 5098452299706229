package io.portgrade.firewall;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import io.portgrade.snapshot.Destination;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A ruleset judged for one family, protocol and destination, and one packet's way through it: with a set of bits, as the
 * evaluator keeps ports, and with Guava's set of ranges.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 4, time = 3)
public class FirewallBenchmark {

    private static final int DESTINATIONS = 10;

    /** The destinations, and any by TCP and by UDP. */
    private static final int JUDGED = DESTINATIONS + 2;

    @Param({"100", "10000", "100000"})
    int rules;

    private List<Firewall> firewalls = List.of();
    private List<Destination> destinations = List.of();
    private PacketClass packet = packet();

    @Setup
    public void generate() {
        firewalls = FirewallRules.mixed(rules);
        destinations = IntStream.range(0, DESTINATIONS)
                .mapToObj(i -> new Destination("10.1.2." + i, 443, "tcp"))
                .toList();
    }

    private static PacketClass packet() {
        return new PacketClass(
                Direction.INBOUND,
                End.DESTINATION,
                Family.IPV4,
                IpProtocol.TCP,
                AddressSet.NONE,
                IpAddress.find("10.1.2.3").orElseThrow(),
                443,
                false,
                null,
                CtState.ESTABLISHED,
                true,
                TcpFlag.bits(Set.of(TcpFlag.SYN, TcpFlag.ACK)),
                0,
                0);
    }

    /** A family, protocol and destination: every packet of its conversation, and the gaps told. */
    @Benchmark
    @OperationsPerInvocation(JUDGED)
    public FirewallAnalysis analysis() {
        return FirewallAnalysis.of(firewalls, HostTraffic.of(List.of(), null, destinations));
    }

    @Benchmark
    public Object walkOfBits() {
        Table table = new Table("filter", Set.of(Family.IPV4), false, Map.of());
        StepBudget budget = new StepBudget(rules);
        budget.startWalk();
        Outcome outcome = Outcome.pass();
        return new ChainWalk(table, packet, budget, outcome).through(FirewallRules.input(firewalls), outcome.mayPass);
    }

    /** The same chain, of accepts and drops only, without noting who decided. */
    @Benchmark
    public Object walkOfRanges() {
        RangeSet<Integer> live = TreeRangeSet.create();
        live.add(Range.closedOpen(0, 65_536));
        RangeSet<Integer> accepted = TreeRangeSet.create();
        for (Rule rule : FirewallRules.input(firewalls).rules()) {
            PortRanges hits = rule.hits(packet).must();
            for (int i = 0; i < hits.count(); i++) {
                Range<Integer> range = Range.closedOpen(hits.low(i), hits.high(i) + 1);
                if (rule.action() instanceof Action.Accept) {
                    accepted.addAll(live.subRangeSet(range));
                }
                live.remove(range);
            }
        }
        return accepted;
    }
}
