package io.portgrade.audit;

import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Settings of a host: what its kernel accepts, the edges of that, and nonsense. */
final class RandomSettings {

    private static final List<Integer> EDGES = List.of(
            -1, 0, 1, 2, 1022, 1023, 1024, 1025, 2048, 8191, 8192, 10000, 16383, 28232, 29999, 30000, 32767, 32768,
            32769, 40000, 49151, 49152, 49153, 50000, 60000, 60998, 60999, 61000, 65000, 65534, 65535, 65536, 70000);

    private static final List<String> NONSENSE =
            List.of("", "x", "1.5", "0x10", "1 2 3", "99999999999999999999", "-", "+", "1,", "½", "2147483648");

    private RandomSettings() {}

    /** Values that the kernel accepts, wise or not. */
    static Map<String, Arbitrary<String>> linuxTunables() {
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

    /** Anything, of which something is always nonsense and hides something else; or only what a kernel accepts. */
    static Arbitrary<Map<String, String>> settings() {
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
                        Tuple.of(8, acceptedRange()),
                        Tuple.of(6, edgeRange()),
                        Tuple.of(1, Arbitraries.of(EDGES).map(String::valueOf)),
                        Tuple.of(2, Arbitraries.of(NONSENSE)));
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
            case SettingKeys.OSRELEASE -> Arbitraries.of(RandomHosts.KERNELS);
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
}
