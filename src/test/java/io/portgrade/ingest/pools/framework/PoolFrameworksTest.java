package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain vocabulary, and what holds for that of every framework. */
class PoolFrameworksTest extends PoolReading {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | unknown - - 0 ? ? -",
                "{'keepAlive': true}                      | yes - - 0 ? ? -",
                "{'keepAlive': 'false'}                   | no - - 0 ? ? -",
                "{'maxSize': 20}                          | unknown 20 - 0 ? ? -",
                "{'maxSize': '20', 'keepAlive': 'on'}     | yes 20 - 0 ? ? -",
                "{'idleTimeoutSeconds': 30}               | unknown - - 0 PT30S ? -",
                "{'idleTimeoutSeconds': 0.5}              | unknown - - 0 PT0.5S ? -",
                "{'maxLifetimeSeconds': '5m'}             | unknown - - 0 ? PT5M -",
                "{'maxLifetimeSeconds': 0}                | unknown - - 0 ? - -",
            })
    void generic(String settings, String expected) throws JsonProcessingException {
        assertThat(read("generic", settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    static List<String> frameworks() {
        return PoolFrameworks.ids();
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void anUnknownSettingIsSaidWithThoseThereAre(String framework) throws JsonProcessingException {
        String nearest = PoolFrameworks.find(framework).orElseThrow().settings().get(0);
        String defaults = read(framework, "{}");
        assertThat(read(framework, "{'" + nearest + "xyz': 7}")).isEqualTo(defaults);
        assertThat(diagnostics).singleElement().satisfies(it -> {
            assertThat(it.source()).isEqualTo("pools[0]");
            assertThat(it.message())
                    .startsWith(framework + " has no setting \"" + nearest + "xyz\": known are " + nearest + ", ");
        });
    }

    @ParameterizedTest(name = "{0}: assessed {1}")
    @CsvSource({
        "'{''maximumPoolSiez'': 50}', false",
        "'{''maximum-pool-sizes'': 50}', false",
        "'{''maximumPoolSiez'': 50, ''maximumPoolSize'': 5}', true",
        "'{''maximumPoolLength'': 50}', true",
    })
    void aSlipOfASettingThatIsNotStatedIsNotItsDefault(String settings, boolean assessed)
            throws JsonProcessingException {
        assertThat(read("hikaricp", settings).equals("unread")).isNotEqualTo(assessed);
        assertThat(diagnostics)
                .singleElement()
                .satisfies(it -> assertThat(it.message().endsWith(": what the pool opens is not assessed"))
                        .isEqualTo(!assessed));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "hikaricp, app.datasource.orders.maximum-pool-size, maximumPoolSize",
        "hikaricp, spring.datasource.orders.hikari.maximumPoolSize, maximumPoolSize",
        "hikaricp, services.app.environment.SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE, maximumPoolSize",
        "hikaricp, ORDERS_MAXIMUMPOOLSIZE, maximumPoolSize",
        "hikaricp, orders:maxLifetime, maxLifetime",
        "sqlalchemy, sqlalchemy.pool_size, pool_size",
        "sqlalchemy, orders_pool_size, pool_size",
        "node-http-agent, options.maxSockets, maxSockets",
        "nginx-upstream, socket_keepalive, ",
        "nginx-upstream, keepalive.socket, ",
        "hikaricp, maximumPoolSize.comment, ",
    })
    void whatOnlyEndsInASettingsNameIsNotItsDefault(String framework, String name, String meant)
            throws JsonProcessingException {
        assertThat(read(framework, "{'" + name + "': 50}").equals("unread")).isEqualTo(meant != null);
        assertThat(diagnostics)
                .singleElement()
                .satisfies(it -> assertThat(it.message())
                        .startsWith(
                                meant == null
                                        ? framework + " has no setting \"" + name + "\": known are "
                                        : "\"" + name + "\" may be " + meant
                                                + " of this pool or of another: send it as " + meant
                                                + ", or leave it out: what the pool opens is not assessed"));
    }

    @Test
    void whatEndsInTheNameOfAStatedSettingIsPassedOver() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'maximumPoolSize': 8, 'app.orders.maximum-pool-size': 50}"))
                .isEqualTo("yes 8 - 8 - PT30M -");
        assertThat(diagnostics).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.hikari.maximum-pool-size",
                "spring.datasource.hikari.maximumPoolSize",
                "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE",
                "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
            })
    void springsNamesOfASettingAreReadToo(String name) throws JsonProcessingException {
        assertReads("hikaricp", "{'" + name + "': 50000}", "yes 50000 - 50000 - PT30M -");
    }

    @Test
    void aSlipAfterSpringsPrefixIsOne() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'spring.datasource.hikari.maximum-pool-siez': 50}"))
                .isEqualTo("unread");
    }

    @Test
    void aNameWithoutEndTakesNoTime() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'" + "._".repeat(20_000) + "maximumPoolSize': 50}"))
                .isEqualTo("unread");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "generic, '{''keepAlive'': 2}', true or false",
        "generic, '{''maxSize'': 0}', a whole number from 1 to 2147483647",
        "generic, '{''maxSize'': [20]}', a whole number",
        "generic, '{''maxSize'': 1e300}', a whole number",
        "generic, '{''maxSize'': 20.5}', a whole number",
        "generic, '{''maxSize'': ''NaN''}', a whole number",
        "generic, '{''maxSize'': 99999999999999999999999}', a whole number",
        "generic, '{''idleTimeoutSeconds'': -5}', a time that is not negative",
        "generic, '{''idleTimeoutSeconds'': ''NaN''}', a time of up to 100 years",
        "generic, '{''idleTimeoutSeconds'': 1e300}', a time of up to 100 years",
        "generic, '{''maxLifetimeSeconds'': {}}', a time of up to 100 years",
        "sqlalchemy, '{''pool_size'': -1}', a whole number from 0",
        "sqlalchemy, '{''max_overflow'': -2}', a whole number from -1",
        "sqlalchemy, '{''poolclass'': ''MyPool''}', 'QueuePool,'",
        "sqlalchemy, '{''pool_recycle'': ''soon''}', 'such as 30s, PT30S or 30 (seconds)'",
        "hikaricp, '{''maximumPoolSize'': ''ten''}', a whole number from 1",
        "hikaricp, '{''maxLifetime'': -1}', a time that is not negative",
        "node-http-agent, '{''keepAlive'': ''maybe''}', true or false",
        "node-http-agent, '{''maxSockets'': 0}', a whole number from 1",
        "python-requests, '{''pool_block'': ''some''}', true or false",
        "go-http-transport, '{''MaxConnsPerHost'': -1}', a whole number from 0",
        "go-http-transport, '{''IdleConnTimeout'': ''90 parsecs''}', 'or 30 (nanos)'",
        "apache-httpclient, '{''version'': 3}', 4 or 5",
        "apache-httpclient, '{''timeToLive'': 30}', with its unit",
        "okhttp, '{''keepAliveDuration'': 5}', with its unit",
        "dotnet-sockets-http-handler, '{''PooledConnectionLifetime'': 300}', with its unit",
        "nginx-upstream, '{''keepalive'': ''many''}', a whole number from 0",
        "nginx-upstream, '{''version'': ''latest''}', nginx's version",
        "nginx-upstream, '{''proxy_http_version'': ''3''}', '1.0, 1.1 or 2'",
        "pgbouncer, '{''default_pool_size'': 0}', a whole number from 1",
    })
    void aValueThatCannotBeMeantLeavesThePoolUnread(String framework, String settings, String expected)
            throws JsonProcessingException {
        assertThat(read(framework, settings)).isEqualTo("unread");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .singleElement()
                .asString()
                .contains(": expected ", expected, "what the pool opens is not assessed");
    }

    @Test
    void aSettingOfNullIsLeftOut() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'maximumPoolSize': null}")).isEqualTo(read("hikaricp", "{}"));
        assertThat(diagnostics).isEmpty();
    }
}
