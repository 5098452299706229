package io.portgrade.audit;

import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.LocalPorts;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.SocketState;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What a host has open, and how many files its processes may open. */
final class RandomSockets {

    private RandomSockets() {}

    /** Listeners alone, or with connections: few, or so many to one destination that its ports are used up. */
    static Arbitrary<Sockets> sockets() {
        Arbitrary<LocalPorts> ports = Combinators.combine(
                        Arbitraries.of(1, 1024, 20_000, 32_768, 40_000, 49_152),
                        Arbitraries.frequency(
                                Tuple.of(3, 0),
                                Tuple.of(3, 40),
                                Tuple.of(2, 5_000),
                                Tuple.of(1, 17_000),
                                Tuple.of(1, 40_000)))
                .as(RandomSockets::consecutive);
        Arbitrary<Connections> one = Combinators.combine(
                        Arbitraries.of("192.0.2.10", "192.0.2.11"),
                        RandomPools.destinations(),
                        ports,
                        ports,
                        Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(LocalPorts.of())), Tuple.of(1, ports)),
                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                        Arbitraries.integers().between(1, 50))
                .as((source, destination, open, timeWait, untold, cut, line) -> new Connections(
                        source, destination, open, timeWait, untold, cut, SourceLocation.of("sockets", line)));
        Arbitrary<List<Connections>> connections = one.list().ofMaxSize(4).uniqueElements(Connections::destination);
        Arbitrary<Boolean> leaveTimeWaitOut = Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true));
        return Combinators.combine(listeners(), connections, leaveTimeWaitOut).as(RandomSockets::sockets);
    }

    private static Sockets sockets(List<Listener> listeners, List<Connections> connections, boolean leaveTimeWaitOut) {
        Map<SocketState, Integer> states = new TreeMap<>();
        states.put(SocketState.LISTEN, listeners.size());
        for (Connections each : connections) {
            states.merge(SocketState.ESTABLISHED, each.open().size(), Integer::sum);
            states.merge(SocketState.UNKNOWN, each.untold().size(), Integer::sum);
            states.merge(SocketState.TIME_WAIT, each.timeWait().size(), Integer::sum);
        }
        states.values().removeIf(count -> count == 0);
        return new Sockets(listeners, states, connections, 0, 0, 0, leaveTimeWaitOut);
    }

    /** Whether nothing is left out of a listing, and nothing said in part. */
    static boolean tellAll(@Nullable Sockets sockets) {
        return sockets == null
                || !sockets.leaveListenersOut()
                        && !sockets.leaveTimeWaitOut()
                        && sockets.connections().stream()
                                .noneMatch(each -> each.cut() || each.untold().size() > 0);
    }

    private static LocalPorts consecutive(int from, int count) {
        return LocalPorts.of(
                IntStream.range(from, Math.min(from + count, 65_536)).toArray());
    }

    private static Arbitrary<List<Listener>> listeners() {
        Arbitrary<Integer> ports = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(22, 443, 6443, 8080, 10250, 32768, 40000, 49664, 60999, 65535)),
                Tuple.of(1, Arbitraries.integers().between(1, 65535)));
        Arbitrary<Listener> one = Combinators.combine(
                        Arbitraries.of("0.0.0.0", "127.0.0.1", "*", "::"),
                        ports,
                        Arbitraries.integers().between(1, 50))
                .as((address, port, line) -> new Listener(address, port, SourceLocation.of("sockets", line)));
        return Arbitraries.frequencyOf(
                Tuple.of(9, one.list().ofMaxSize(6)),
                Tuple.of(1, one.list().ofMinSize(15).ofMaxSize(40)));
    }

    static Arbitrary<List<OpenFilesLimit>> limits() {
        Arbitrary<OpenFilesLimit> one = Combinators.combine(
                        Arbitraries.of("*", "process", "root"),
                        Arbitraries.of(OpenFilesLimit.Kind.class),
                        Arbitraries.of(0L, 1024L, 4095L, 4096L, 28231L, 28232L, 65536L, 1048576L, Long.MAX_VALUE),
                        Arbitraries.integers().between(1, 20))
                .as((domain, kind, value, line) ->
                        new OpenFilesLimit(domain, kind, value, SourceLocation.of("limits", line)));
        return one.list().ofMaxSize(3);
    }
}
