package io.portgrade.audit;

import io.portgrade.snapshot.Closer;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Pools of a host, from none to more than its ports can bear. */
final class RandomPools {

    private RandomPools() {}

    static Arbitrary<Destination> destinations() {
        return Combinators.combine(
                        Arbitraries.of("10.0.5.12", "127.0.0.1", "::1", "db.example"), Arbitraries.of(443, 5432))
                .as((host, port) -> new Destination(host, port, "tcp"));
    }

    static Arbitrary<List<Pool>> pools() {
        Arbitrary<TestPools> one = Combinators.combine(
                        anyDestinations(),
                        sizes(),
                        Arbitraries.of(0.0, 1.5, 282.32, 283.0, 700.0, 50_000.0).injectNull(0.2),
                        Arbitraries.of(0, 40, 30_000).map(Duration::ofMillis),
                        Arbitraries.of(true, false),
                        Arbitraries.of("10.0.0.7", "10.0.0.7", "10.0.0.8").injectNull(0.5),
                        Arbitraries.of(true, false).injectNull(0.4))
                .as((destination, settings, rate, lifetime, byServer, source, timestamps) -> TestPools.opening(
                                rate, destination)
                        .name("to " + destination + (source == null ? "" : ", bound to " + source))
                        .settings(settings)
                        .requestTime(lifetime)
                        .closedBy(byServer ? Closer.SERVER : Closer.CLIENT)
                        .sourceAddress(source)
                        .peerTimestamps(timestamps)
                        .place("pools[" + destination + "]"));
        Arbitrary<Pool> sized = Combinators.combine(
                        one,
                        poolSettings(),
                        Arbitraries.of(1, 4, 1_000),
                        Arbitraries.of(SocketOption.class).set().ofMaxSize(2),
                        Arbitraries.of(1, 100, 100_000).injectNull(0.5),
                        Arbitraries.of(240, 350, 7_440).injectNull(0.5))
                .as((pool, settings, instances, options, accepted, middlebox) -> {
                    settings.ifPresent(pool::settings);
                    options.forEach(pool::option);
                    Optional.ofNullable(accepted).ifPresent(pool::serverMaxConnections);
                    Optional.ofNullable(middlebox).map(Duration::ofSeconds).ifPresent(pool::middleboxIdle);
                    return pool.instances(instances).build();
                });
        return sized.list().ofMaxSize(3);
    }

    /** Empty for a connection a request, as the pool is made. */
    private static Arbitrary<Optional<PoolSettings>> poolSettings() {
        return Combinators.combine(
                        Arbitraries.of(true, false).injectNull(0.1),
                        Arbitraries.of(1, 30, 5_000).injectNull(0.3),
                        Arbitraries.of(0, 2, 50).injectNull(0.5),
                        Arbitraries.of(1, 60, 600, 100_000_000).injectNull(0.3),
                        Arbitraries.of(1, 300, 3_600).injectNull(0.4),
                        Arbitraries.of(1, 1_000).injectNull(0.6))
                .as((keepAlive, size, kept, idle, age, requests) -> new PoolSettings(
                        keepAlive,
                        size,
                        true,
                        kept,
                        0,
                        idle == null ? null : Duration.ofSeconds(idle),
                        age == null ? null : Duration.ofSeconds(age),
                        requests,
                        true,
                        true,
                        null,
                        false))
                .optional(0.5);
    }

    /** A connection for each request, or kept ones, from few to more than there are ports. */
    private static Arbitrary<PoolSettings> sizes() {
        Arbitrary<PoolSettings> kept = Arbitraries.of(1, 20, 10_000, 16_939, 16_940, 30_000, 39_000, 100_000)
                .map(size -> PoolSettings.keptAlive().withMaxSize(size));
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(PoolSettings.connectionPerRequest())), Tuple.of(1, kept));
    }

    private static Arbitrary<Destination> anyDestinations() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, destinations()), Tuple.of(1, Arbitraries.just(new Destination("10.0.5.53", 53, "udp"))));
    }
}
