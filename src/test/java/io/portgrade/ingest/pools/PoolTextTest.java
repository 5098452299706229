package io.portgrade.ingest.pools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.pools.SubmittedPool.SubmittedDestination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.PoolStatement;
import io.portgrade.snapshot.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools from the configuration files that people have. */
class PoolTextTest {

    private static final String FROM_TEXT = "pools[0].text";

    private final PoolReader reader = new PoolReader();

    @Test
    void hikariProperties() throws IOException {
        PoolSettings read = read("hikaricp", "192.0.2.12", 5432, file("hikari.properties"));

        assertThat(read)
                .isEqualTo(PoolSettings.keptAlive()
                        .withMaxSize(20)
                        .withMinIdle(5)
                        .withIdleTimeout(Duration.ofSeconds(30))
                        .withMaxLifetime(Duration.ofMinutes(10)));
        assertThat(reader.diagnostics()).isEmpty();
    }

    @Test
    void springProperties() throws IOException {
        PoolSettings read = read("hikaricp", "192.0.2.12", 5432, file("application.properties"));

        assertThat(read)
                .isEqualTo(PoolSettings.keptAlive()
                        .withMaxSize(20)
                        .withMinIdle(5)
                        .withMaxLifetime(Duration.ofMinutes(10)));
        assertThat(reader.diagnostics())
                .containsExactly(
                        at(5, "maximum-pool-size: the environment decides, its default is taken"),
                        at(10, "another pool's, passed over: \"reports.datasource.hikari.maximum-pool-size\""),
                        at(
                                9,
                                "hikaricp has no setting \"max-pool-size\": known are maximumPoolSize, maxLifetime,"
                                        + " minimumIdle, idleTimeout"));
    }

    @Test
    void springYaml() throws IOException {
        PoolSettings read = read("hikaricp", "192.0.2.12", 5432, file("application.yml"));

        assertThat(read)
                .isEqualTo(PoolSettings.keptAlive()
                        .withMaxSize(20)
                        .withMinIdle(5)
                        .withIdleTimeout(Duration.ofSeconds(30))
                        .withMaxLifetime(Duration.ofMinutes(10)));
        assertThat(reader.diagnostics()).containsExactly(at(20, "a document for one profile, passed over: \"test\""));
    }

    @ParameterizedTest(name = "{0}:{1}")
    @CsvSource({"192.0.2.12, 8443, 200", "'[2001:DB8:0::12]', 8443, "})
    void nginxFindsTheUpstreamOfTheDestination(String host, int port, Integer maxConns) throws IOException {
        PoolSettings read = read("nginx-upstream", host, port, file("nginx.conf"));

        assertThat(read)
                .isEqualTo(PoolSettings.keptAlive()
                        .withMaxSize(Objects.requireNonNullElse(maxConns, Integer.MAX_VALUE))
                        .withSharedInUse(Objects.requireNonNullElse(maxConns, Integer.MAX_VALUE))
                        .refusingMore()
                        .withMaxIdle(32)
                        .withRequestsPerConnection(500)
                        .withMaxLifetime(Duration.ofMinutes(30))
                        .withIdleTimeout(Duration.ofSeconds(20)));
        assertThat(reader.diagnostics())
                .singleElement()
                .satisfies(told -> assertThat(told.message()).startsWith("each of the worker_processes"));
    }

    @ParameterizedTest(name = "{0}:{1}")
    @CsvSource({"192.0.2.99, 80", "192.0.2.12, 80", "192.0.2.30, 8443"})
    void nginxWithoutTheDestinationTakesTheFirst(String host, int port) throws IOException {
        PoolSettings read = read("nginx-upstream", host, port, file("nginx.conf"));

        assertThat(read.maxIdle()).isEqualTo(4);
        assertThat(reader.diagnostics())
                .contains(at(null, "no upstream has a server " + host + ":" + port + ": \"reports\" is taken"));
    }

    @Test
    void nginxUpstreamAloneDoesNotTellWhetherConnectionsAreKept() {
        PoolSettings read =
                read("nginx-upstream", "a", 80, "upstream a {\n  server a;\n  keepalive 32;\n  keepalives 3;\n}");

        assertThat(read.keepAlive()).isNull();
        assertThat(reader.diagnostics()).extracting(Diagnostic::line).containsExactly(4, 1, null);
        assertThat(reader.diagnostics().get(0).message()).startsWith("nginx-upstream has no setting \"keepalives\"");
    }

    @ParameterizedTest(name = "{0}:{1}, {2}")
    @CsvSource({
        "192.0.2.12, 5432, 45, ",
        "192.0.2.13, 5432, 7, ",
        "192.0.2.14, 5433, 47, '2 databases are at 192.0.2.14:5433: their pools are added up'",
        "192.0.2.12, 5433, 30, ",
        "192.0.2.99, 5432, 30, 'none of the databases is at 192.0.2.99:5432: the sizes are those of any database'",
    })
    void pgbouncerAddsUpTheDatabasesOfTheDestination(String host, int port, int size, String said) throws IOException {
        PoolSettings read = read("pgbouncer", host, port, file("pgbouncer.ini"));

        assertThat(read)
                .isEqualTo(PoolSettings.keptAlive()
                        .withMaxSize(size)
                        .withMaxLifetime(Duration.ofMinutes(30))
                        .withIdleTimeout(Duration.ofMinutes(5)));
        List<Diagnostic> found = reader.diagnostics();
        assertThat(found)
                .contains(at(
                        24, "included files are not at hand, send their text: \"%include /etc/pgbouncer/extra.ini\""));
        assertThat(found)
                .anyMatch(it ->
                        it.line() != null && it.line() == 23 && it.message().contains("default_pool_sizes"));
        assertThat(found).hasSize(said == null ? 2 : 3);
        if (said != null) {
            assertThat(found).contains(at(null, said));
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3} and {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                         | ''                                | default_pool_size=20    | 40 | 0",
                "''                         | ''                                | max_db_connections=25   | 40 | 0",
                "''                         | ''                                | max_db_connections=15   | 30 | 0",
                "pool_size=10 reserve_pool=90 | max_db_connections=5            | ''                      | 105 | 0",
                "reserve_pool_size=4        | max_db_connections=0              | max_db_connections=22   | 42 | 0",
                "min_pool_size=3            | min_pool_size=9 pool_size=7       | min_pool_size=1         | 27 | 10",
                "''                         | ''                                | max_user_connections=30 | 30 | 0",
            })
    void pgbouncerBoundsEachDatabaseByItself(String one, String two, String all, int size, int least) {
        PoolSettings read = read(
                "pgbouncer",
                "10.0.0.7",
                5432,
                "[databases]\na = host=10.0.0.7 " + one + "\nb = host=10.0.0.7 " + two + "\n[pgbouncer]\nverbose=0\n"
                        + all);

        assertThat(read.maxSize()).isEqualTo(size);
        assertThat(read.minIdle()).isEqualTo(least);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=70\n",
                "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE=${POOL:70}\n",
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: 70\n",
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE=70\nspring.datasource.hikari.pool-name=orders\n",
                "logging.level.com.zaxxer.hikari.HikariConfig=DEBUG\nspring.datasource.orders.hikari.maximum-pool-size=70\n",
            })
    void springsNamesOfTheEnvironment(String text) {
        assertThat(read("hikaricp", "h", 80, text).maxSize()).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app:\n  datasource:\n    orders:\n      maximum-pool-size: 50000\n",
                "app.datasource.orders.maximum-pool-size=50000\nlogging.level.com.zaxxer.hikari.HikariConfig=DEBUG\n",
                "environment:\n  SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: 50000\n",
            })
    void aSizeUnderAnUnknownPrefixIsNotItsDefault(String text) {
        assertThat(pool("hikaricp", "h", 80, text, Map.of()).settings()).isNull();
        assertThat(reader.diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(it -> it.contains("send it as maximumPoolSize, or leave it out: what the pool opens is not"));
    }

    @Test
    void settingsOverrideText() {
        Pool pool = pool("hikaricp", "h", 80, "maximumPoolSize=20\nminimumIdle=3", Map.of("maximumPoolSize", 8));

        assertThat(Objects.requireNonNull(pool.settings()).maxSize()).isEqualTo(8);
        assertThat(pool.settings().minIdle()).isEqualTo(3);
        assertThat(reader.diagnostics()).isEmpty();
    }

    @Test
    void aValueThatCannotBeMeantIsSaidWithItsLine() {
        Pool pool = pool("hikaricp", "h", 80, "# sizes\r\nmaximumPoolSize=${DB_POOL}", Map.of());

        assertThat(pool.settings()).isNull();
        assertThat(pool.newConnectionsPerSecond()).isNull();
        assertThat(reader.diagnostics())
                .containsExactly(at(
                        2,
                        "maximumPoolSize: expected a whole number from 1 to 2147483647, not \"${DB_POOL}\": what the pool"
                                + " opens is not assessed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\nspring.datasource.hikari.maximum-pool-size: 7",
                "x: &x {y: *x}\nspring.datasource.hikari:\n  maximum-pool-size: 7",
                "? [a, b]\n: c\n? *x\n: d\nspring: {datasource: {hikari: {maximum-pool-size: 7, list: [1, {a: 2}]}}}",
                "hikari:\n  maximum-pool-size: 7\nlast: {",
                "defaults: &d\n  minimum-idle: 1\nspring:\n  datasource:\n    hikari:\n      <<: *d\n      maximum-pool-size: 7",
            })
    void yamlIsReadWithoutFollowingAliases(String yaml) {
        assertThat(read("hikaricp", "h", 80, yaml).maxSize()).isEqualTo(7);
    }

    @Test
    void yamlThatIsNestedWithoutEndIsGivenUp() {
        PoolSettings read = read("hikaricp", "h", 80, "a: " + "[".repeat(100_000));

        assertThat(read.maxSize()).isEqualTo(10);
        assertThat(reader.diagnostics()).contains(at(1, "nested deeper than 64 levels, not read from here on"));
    }

    @Test
    void aTextThatIsTooLongIsNotRead() {
        assertThat(read("hikaricp", "h", 80, "maximumPoolSize=7\n" + " ".repeat(PoolReader.MAX_TEXT_LENGTH))
                        .maxSize())
                .isEqualTo(10);
        assertThat(reader.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("text is longer than 262144 characters: send the part about this pool");
    }

    @Test
    void tellsWhichLinesItsSettingsStandIn() {
        Pool pool = pool(
                "pgbouncer",
                "10.0.5.12",
                5432,
                "[pgbouncer]\nlisten_port = 6432\ndefault_pool_size = 30\nserver_lifetime = 600\n",
                Map.of("server_lifetime", 1_200));

        assertThat(pool.statements())
                .containsExactly(new PoolStatement("default_pool_size", "30", SourceLocation.of(FROM_TEXT, 3)));
    }

    private PoolSettings read(String framework, String host, int port, String text) {
        return Objects.requireNonNull(
                pool(framework, host, port, text, Map.of()).settings());
    }

    private Pool pool(String framework, String host, int port, String text, Map<String, Object> settings) {
        return reader.read(List.of(submitted(framework, host, port, text, settings)))
                .get(0);
    }

    static SubmittedPool submitted(String framework, String host, int port, String text, Map<String, Object> settings) {
        return new SubmittedPool(
                "orders",
                framework,
                settings,
                text,
                new SubmittedDestination(host, port, null),
                null,
                100.0,
                0.01,
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    static String file(String name) throws IOException {
        try (InputStream in = PoolTextTest.class.getResourceAsStream("/pools/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private static Diagnostic at(Integer line, String message) {
        return new Diagnostic(FROM_TEXT, line, message);
    }
}
