package io.portgrade.audit;

import io.portgrade.policy.Policy;
import io.portgrade.snapshot.Closer;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.LocalPorts;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.SocketState;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Any host that could be submitted: valid, at the boundary and nonsense, much of it or little, held against any policy. */
public final class RandomHosts extends DomainContextBase {

    private static final List<String> KERNELS = List.of(
            "2.6.32-754.el6.x86_64",
            "4.1.52",
            "4.2.0",
            "4.11.12",
            "4.12.0",
            "4.18.0-553.el8_10.x86_64",
            "4.19.0",
            "5.15.0-130-generic",
            "6.13.7",
            "6.14.0",
            "6.18.2-1-default",
            "nonsense");

    private static final List<Integer> EDGES = List.of(
            -1, 0, 1, 2, 1022, 1023, 1024, 1025, 2048, 8191, 8192, 10000, 16383, 28232, 29999, 30000, 32767, 32768,
            32769, 40000, 49151, 49152, 49153, 50000, 60000, 60998, 60999, 61000, 65000, 65534, 65535, 65536, 70000);

    private static final List<String> NONSENSE =
            List.of("", "x", "1.5", "0x10", "1 2 3", "99999999999999999999", "-", "+", "1,", "½", "2147483648");

    @Provide
    Arbitrary<Policy> policies() {
        return Arbitraries.of(new ArrayList<>(TestAudits.POLICIES.all()));
    }

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        Arbitrary<OperatingSystem> systems = Arbitraries.frequency(
                        Tuple.of(6, OperatingSystem.LINUX),
                        Tuple.of(1, OperatingSystem.FREEBSD),
                        Tuple.of(1, OperatingSystem.MACOS),
                        Tuple.of(1, OperatingSystem.WINDOWS))
                .injectNull(0.1);
        Arbitrary<String> kernels = Arbitraries.of(KERNELS).injectNull(0.2);
        Arbitrary<Map<String, String>> labels =
                Arbitraries.of(Map.of(), Map.of("role", "proxy"), Map.of("role", "k8s-node", "zone", "b"));
        Arbitrary<Host> hosts = Combinators.combine(systems, kernels, labels)
                .as((os, kernel, label) -> new Host("web-17", os, kernel, label, List.of(), null));
        Arbitrary<Set<Section>> sections = Arbitraries.of(Section.class).set().ofMaxSize(Section.values().length);
        return Combinators.combine(
                        hosts,
                        sections,
                        settings(),
                        Arbitraries.of(SettingKeys.all()).set().ofMaxSize(3),
                        sockets().injectNull(0.4),
                        limits(),
                        pools(),
                        RandomFirewalls.documents())
                .as(RandomHosts::snapshot);
    }

    /** One setting more, which its kernel can read and accepts. */
    @Provide
    Arbitrary<Setting> readable() {
        List<Arbitrary<Map.Entry<String, String>>> each = new ArrayList<>();
        linuxTunables().forEach((key, values) -> each.add(values.map(value -> Map.entry(key, value))));
        return Arbitraries.of(each)
                .flatMap(entry -> entry)
                .map(entry ->
                        new Setting(entry.getKey(), entry.getValue(), SourceLocation.in("settings"), Origin.OVERRIDE));
    }

    /** Values that the kernel accepts, wise or not. */
    private static Map<String, Arbitrary<String>> linuxTunables() {
        Map<String, Arbitrary<String>> tunables = new TreeMap<>();
        tunables.put(
                SettingKeys.LOCAL_PORT_RANGE,
                Arbitraries.oneOf(acceptedRange(), Arbitraries.of("32768\t60999", "32768 61000", "1024 65535")));
        tunables.put(SettingKeys.LOCAL_RESERVED_PORTS, portList());
        tunables.put(SettingKeys.TW_REUSE, Arbitraries.of("0", "1", "2"));
        tunables.put(SettingKeys.TW_REUSE_DELAY, Arbitraries.of("1", "1000", "60000"));
        tunables.put(SettingKeys.TW_RECYCLE, Arbitraries.of("0", "1"));
        tunables.put(SettingKeys.TIMESTAMPS, Arbitraries.of("0", "1", "2"));
        tunables.put(SettingKeys.FIN_TIMEOUT, Arbitraries.of("1", "15", "60", "61", "120"));
        tunables.put(SettingKeys.MAX_TW_BUCKETS, Arbitraries.of("5000", "28232", "262144"));
        tunables.put(SettingKeys.RFC1337, Arbitraries.of("0", "1"));
        tunables.put(SettingKeys.CONNTRACK_MAX, Arbitraries.of("20000", "65536", "262144"));
        tunables.put(SettingKeys.CONNTRACK_ESTABLISHED, Arbitraries.of("0", "300", "7440", "432000"));
        tunables.put(SettingKeys.CONNTRACK_COUNT, Arbitraries.of("0", "50000", "200000"));
        return tunables;
    }

    static HostSnapshot snapshot(
            Host host,
            Set<Section> sections,
            Map<String, String> values,
            Set<String> unreadable,
            Sockets sockets,
            List<OpenFilesLimit> limits,
            List<Pool> pools,
            List<FirewallDocument> firewall) {
        Set<Section> submitted = EnumSet.noneOf(Section.class);
        submitted.addAll(sections);
        if (!values.isEmpty()) {
            submitted.add(Section.SYSCTL);
        }
        if (sockets != null) {
            submitted.add(Section.SOCKETS);
        }
        if (!limits.isEmpty()) {
            submitted.add(Section.LIMITS);
        }
        if (!pools.isEmpty()) {
            submitted.add(Section.POOLS);
        }
        if (!firewall.isEmpty()) {
            submitted.add(Section.FIREWALL);
        }
        List<Setting> settings = new ArrayList<>();
        values.forEach((key, value) -> settings.add(
                new Setting(key, value, SourceLocation.of("sysctl", settings.size() + 1), Origin.RUNNING)));
        Map<String, SourceLocation> denied = new TreeMap<>();
        unreadable.forEach(key -> denied.put(key, SourceLocation.of("sysctl", 900)));
        return new HostSnapshot(
                host,
                submitted,
                Settings.of(settings, denied),
                sockets,
                limits,
                pools,
                firewall,
                List.of());
    }

    /** Anything, of which something is always nonsense and hides something else; or only what a kernel accepts. */
    private static Arbitrary<Map<String, String>> settings() {
        List<Arbitrary<Optional<Map.Entry<String, String>>>> any = SettingKeys.all().stream()
                .map(key -> optional(key, value(key), likelihood(key)))
                .toList();
        List<Arbitrary<Optional<Map.Entry<String, String>>>> accepted = linuxTunables().entrySet().stream()
                .map(tunable -> optional(tunable.getKey(), tunable.getValue(), 0.9))
                .toList();
        return Arbitraries.oneOf(together(any), together(accepted));
    }

    private static Arbitrary<Optional<Map.Entry<String, String>>> optional(
            String key, Arbitrary<String> values, double likelihood) {
        return values.map(value -> Map.entry(key, value)).optional(likelihood);
    }

    private static Arbitrary<Map<String, String>> together(List<Arbitrary<Optional<Map.Entry<String, String>>>> each) {
        return Combinators.combine(each).as(found -> {
            Map<String, String> values = new TreeMap<>();
            found.forEach(entry -> entry.ifPresent(e -> values.put(e.getKey(), e.getValue())));
            return values;
        });
    }

    private static double likelihood(String key) {
        return switch (key) {
            case SettingKeys.UNPRIVILEGED_PORT_START, SettingKeys.CONNTRACK_MAX_ALIAS -> 0.2;
            case SettingKeys.LOCAL_PORT_RANGE, SettingKeys.TW_REUSE, SettingKeys.TIMESTAMPS -> 0.9;
            default -> 0.7;
        };
    }

    private static Arbitrary<String> value(String key) {
        return switch (key) {
            case SettingKeys.LOCAL_PORT_RANGE ->
                Arbitraries.frequencyOf(
                        Tuple.of(4, acceptedRange()), Tuple.of(3, edgeRange()), Tuple.of(1, Arbitraries.of(NONSENSE)));
            case SettingKeys.LOCAL_RESERVED_PORTS ->
                Arbitraries.frequencyOf(Tuple.of(9, portList()), Tuple.of(1, Arbitraries.of(NONSENSE)));
            case SettingKeys.TW_REUSE, SettingKeys.TIMESTAMPS, SettingKeys.TW_RECYCLE, SettingKeys.RFC1337 ->
                small(-1, 3);
            case SettingKeys.TW_REUSE_DELAY -> numbers(0, 1, 2, 999, 1000, 59999, 60000, 60001, -1);
            case SettingKeys.FIN_TIMEOUT -> numbers(-1, 0, 1, 14, 15, 16, 59, 60, 61, 75, 120, 100000);
            case SettingKeys.MAX_TW_BUCKETS, SettingKeys.CONNTRACK_COUNT ->
                numbers(0, 1, 5000, 28231, 28232, 28233, 64512, 65536, 131072, 262144, 1073741824, 2147483647, -1);
            case SettingKeys.CONNTRACK_MAX, SettingKeys.CONNTRACK_MAX_ALIAS ->
                numbers(-1, 0, 1, 20000, 35289, 35290, 35291, 65536, 262144, 2147483647);
            case SettingKeys.OSRELEASE -> Arbitraries.of(KERNELS);
            default ->
                Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.of(EDGES).map(String::valueOf)),
                        Tuple.of(2, Arbitraries.integers().between(0, 65535).map(String::valueOf)),
                        Tuple.of(1, Arbitraries.of(NONSENSE)));
        };
    }

    private static Arbitrary<String> small(int low, int high) {
        return Arbitraries.frequencyOf(
                Tuple.of(14, Arbitraries.integers().between(low + 1, high - 1).map(String::valueOf)),
                Tuple.of(2, Arbitraries.of(low, high).map(String::valueOf)),
                Tuple.of(1, Arbitraries.of(NONSENSE)));
    }

    private static Arbitrary<String> numbers(Integer... values) {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.of(values).map(String::valueOf)), Tuple.of(1, Arbitraries.of(NONSENSE)));
    }

    private static Arbitrary<String> acceptedRange() {
        return Combinators.combine(
                        Arbitraries.integers().between(1024, 65535),
                        Arbitraries.integers().between(1024, 65535))
                .as((a, b) -> Math.min(a, b) + "\t" + Math.max(a, b));
    }

    private static Arbitrary<String> edgeRange() {
        return Combinators.combine(Arbitraries.of(EDGES), Arbitraries.of(EDGES)).as((low, high) -> low + " " + high);
    }

    private static Arbitrary<String> portList() {
        Arbitrary<String> part = Combinators.combine(
                        Arbitraries.integers().between(0, 65535), Arbitraries.of(0, 0, 1, 10, 3000, 20000))
                .as((low, more) -> more == 0 ? "" + low : low + "-" + Math.min(65535, low + more));
        return part.list().ofMaxSize(4).map(parts -> String.join(",", parts));
    }

    /** Listeners alone, or with connections: few, or so many to one destination that its ports are used up. */
    private static Arbitrary<Sockets> sockets() {
        Arbitrary<LocalPorts> ports = Combinators.combine(
                        Arbitraries.of(1, 1024, 20_000, 32_768, 40_000, 49_152),
                        Arbitraries.frequency(
                                Tuple.of(3, 0), Tuple.of(3, 40), Tuple.of(2, 5_000), Tuple.of(1, 17_000), Tuple.of(1, 40_000)))
                .as(RandomHosts::consecutive);
        Arbitrary<Connections> one = Combinators.combine(
                        Arbitraries.of("192.0.2.10", "192.0.2.11"),
                        destinations(),
                        ports,
                        ports,
                        Arbitraries.integers().between(1, 50))
                .as((source, destination, open, timeWait, line) ->
                        new Connections(source, destination, open, timeWait, SourceLocation.of("sockets", line)));
        Arbitrary<List<Connections>> connections = one.list().ofMaxSize(4).uniqueElements(Connections::destination);
        return Combinators.combine(listeners(), connections).as(RandomHosts::sockets);
    }

    private static Sockets sockets(List<Listener> listeners, List<Connections> connections) {
        Map<SocketState, Integer> states = new TreeMap<>();
        states.put(SocketState.LISTEN, listeners.size());
        for (Connections each : connections) {
            states.merge(SocketState.ESTABLISHED, each.open().size(), Integer::sum);
            states.merge(SocketState.TIME_WAIT, each.timeWait().size(), Integer::sum);
        }
        states.values().removeIf(count -> count == 0);
        return new Sockets(listeners, states, connections, 0);
    }

    private static LocalPorts consecutive(int from, int count) {
        return LocalPorts.of(IntStream.range(from, Math.min(from + count, 65_536)).toArray());
    }

    private static Arbitrary<Destination> destinations() {
        return Combinators.combine(
                        Arbitraries.of("10.0.5.12", "127.0.0.1", "::1", "db.example"), Arbitraries.of(443, 5432))
                .as((host, port) -> new Destination(host, port, "tcp"));
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

    private static Arbitrary<List<Pool>> pools() {
        Arbitrary<TestPools> one = Combinators.combine(
                        destinations(),
                        sizes(),
                        Arbitraries.of(0.0, 1.5, 282.32, 283.0, 700.0, 50_000.0).injectNull(0.2),
                        Arbitraries.of(0, 40, 30_000).map(Duration::ofMillis),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false).injectNull(0.4))
                .as((destination, settings, rate, lifetime, byServer, bindsFirst, timestamps) -> TestPools.opening(
                                rate, destination)
                        .name("to " + destination + (bindsFirst ? ", bound" : ""))
                        .settings(settings)
                        .requestTime(lifetime)
                        .closedBy(byServer ? Closer.SERVER : Closer.CLIENT)
                        .sourceAddress(bindsFirst ? "10.0.0.7" : null)
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
                        kept,
                        0,
                        idle == null ? null : Duration.ofSeconds(idle),
                        age == null ? null : Duration.ofSeconds(age),
                        requests))
                .optional(0.5);
    }

    /** A connection for each request, or kept ones, from few to more than there are ports. */
    private static Arbitrary<PoolSettings> sizes() {
        Arbitrary<PoolSettings> kept = Arbitraries.of(1, 20, 10_000, 16_939, 16_940, 30_000, 39_000, 100_000)
                .map(size -> PoolSettings.keptAlive().withMaxSize(size));
        return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(PoolSettings.connectionPerRequest())), Tuple.of(1, kept));
    }

    private static Arbitrary<List<OpenFilesLimit>> limits() {
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
