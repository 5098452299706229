package io.portgrade.ingest.pools;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.ingest.pools.framework.PoolFrameworks;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PoolReaderPropertiesTest {

    private static final List<String> WITH_TEXT = List.of("hikaricp", "nginx-upstream", "pgbouncer");

    @Property
    void neverThrowsOnAnyText(@ForAll("withText") String framework, @ForAll String text) {
        readsOnePool(PoolTextTest.submitted(framework, "h", 80, text, Map.of()));
    }

    @Property
    void neverThrowsOnWhatLooksLikeConfiguration(@ForAll("withText") String framework, @ForAll("texts") String text) {
        readsOnePool(PoolTextTest.submitted(framework, "h", 80, text, Map.of()));
    }

    @Property
    void neverThrowsWhereverAFileIsCut(
            @ForAll("withText") String framework, @ForAll("files") String file, @ForAll Random random)
            throws IOException {
        String text = PoolTextTest.file(file);
        int from = random.nextInt(text.length() + 1);
        String cut = text.substring(from, from + random.nextInt(text.length() - from + 1));
        readsOnePool(PoolTextTest.submitted(framework, "192.0.2.12", 5432, cut, Map.of()));
    }

    @Property
    void neverThrowsOnAnySettings(
            @ForAll("frameworks") String framework, @ForAll Random random, @ForAll("values") List<Object> values) {
        List<String> names = PoolFrameworks.find(framework).orElseThrow().settings();
        Map<String, Object> settings = new LinkedHashMap<>();
        values.forEach(value -> settings.put(names.get(random.nextInt(names.size())), value));
        readsOnePool(PoolTextTest.submitted(framework, "h", 80, null, settings));
    }

    @Property
    void neverThrowsOnAnyHost(@ForAll("hosts") String host) {
        List<Pool> pools = new PoolReader().read(List.of(PoolTextTest.submitted("generic", host, 80, null, Map.of())));
        assertThat(pools).hasSizeLessThanOrEqualTo(1);
        pools.forEach(pool -> {
            Destination once = pool.destination();
            assertThat(new Destination(once.host(), 80, "tcp").isLoopback()).isEqualTo(once.isLoopback());
        });
    }

    @Example
    void bracketsThatAreNotAroundTheHostStay() {
        assertThat(new Destination("[][]::1", 80, "tcp").host()).isEqualTo("[][]::1");
        assertThat(new Destination("[[::1]%]", 80, "tcp").host()).isEqualTo("[[::1]%]");
        assertThat(new Destination("[FE80::1]%eth0", 80, "tcp").host()).isEqualTo("fe80::1%eth0");
    }

    @Property
    void aCanonicalAddressStaysAsItIs(@ForAll("addresses") String address) {
        String once = new Destination(address, 80, "tcp").host();
        assertThat(new Destination(once, 80, "tcp").host()).isEqualTo(once);
    }

    @Property
    void neverThrowsOnAnyNumbers(
            @ForAll("frameworks") String framework,
            @ForAll("numbers") Double rate,
            @ForAll("numbers") Double seconds,
            @ForAll("counts") Integer instances) {
        SubmittedPool pool = new SubmittedPool(
                null,
                framework,
                Map.of(),
                null,
                new SubmittedDestination("h", 80, null),
                instances,
                rate,
                seconds,
                null,
                null,
                List.of(),
                null,
                null,
                seconds);
        readsOnePool(pool);
    }

    private static void readsOnePool(SubmittedPool submitted) {
        PoolReader reader = new PoolReader();
        assertThat(reader.read(List.of(submitted))).singleElement().satisfies(pool -> {
            Double opened = pool.newConnectionsPerSecond();
            Double open = pool.openConnections();
            assertThat(opened == null || opened >= 0 && Double.isFinite(opened)).isTrue();
            assertThat(open == null || open >= 0 && Double.isFinite(open)).isTrue();
            assertThat(pool.settings() != null || !reader.diagnostics().isEmpty())
                    .isTrue();
        });
        assertThat(reader.diagnostics())
                .allSatisfy(diagnostic -> assertThat(diagnostic.message()).hasSizeLessThan(600));
    }

    @Provide
    Arbitrary<String> withText() {
        return Arbitraries.of(WITH_TEXT);
    }

    @Provide
    Arbitrary<String> frameworks() {
        return Arbitraries.of(PoolFrameworks.ids());
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                "hikari.properties", "application.properties", "application.yml", "nginx.conf", "pgbouncer.ini");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "spring.datasource.hikari.",
                        "hikari:",
                        "maximum-pool-size",
                        "maxLifetime",
                        "upstream",
                        "server",
                        "keepalive",
                        "proxy_set_header Connection",
                        "[databases]",
                        "[pgbouncer]",
                        "pool_size",
                        "host=h",
                        "port=80",
                        "=",
                        ":",
                        ": ",
                        " ",
                        "\n",
                        "\n  ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ";",
                        "#",
                        "\\",
                        "\\\n",
                        "'",
                        "\"",
                        "$",
                        "${",
                        "${a:",
                        "*",
                        "&a",
                        "*a",
                        "?",
                        "- ",
                        "---\n",
                        "...\n",
                        "|",
                        ">",
                        "!",
                        "!!x",
                        "%",
                        "@",
                        "\t",
                        "\u0000",
                        "\u0085",
                        "\u2028",
                        "\uFEFF",
                        "\uD800",
                        "20",
                        "-1",
                        "30s",
                        "9".repeat(30))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<Object>> values() {
        Arbitrary<Object> value = Arbitraries.oneOf(
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.bigIntegers().map(Object.class::cast),
                Arbitraries.strings().map(Object.class::cast),
                Arbitraries.of(
                        true,
                        false,
                        "Infinity",
                        "-1",
                        "30s",
                        "PT30S",
                        "P1Y",
                        "1:2:3",
                        "1.29.7",
                        "$x",
                        "NullPool",
                        0,
                        1,
                        -1,
                        Integer.MAX_VALUE,
                        List.of(1),
                        Map.of("a", 1)));
        return value.list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                addresses(),
                Arbitraries.of("[", "]", ":", "::", "%", "1", "a", "127.", ".", "/", "ffff", "[]")
                        .list()
                        .ofMaxSize(8)
                        .map(parts -> String.join("", parts)));
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of("0", "00", "1", "ab", "FFFF", "", "2001", "127.0.0.1")
                .list()
                .ofMinSize(3)
                .ofMaxSize(8)
                .map(parts -> String.join(":", parts));
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.of(0.0, 1e-9, 0.001, 1.0, 500.0, 1e6, (double) Integer.MAX_VALUE)
                .injectNull(0.2);
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.of(1, 4, 10_000, Integer.MAX_VALUE).injectNull(0.2);
    }
}
