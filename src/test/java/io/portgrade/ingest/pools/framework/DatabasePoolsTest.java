package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portgrade.snapshot.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools of connections to databases: their defaults, and what each of their settings does. */
class DatabasePoolsTest extends PoolReading {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | yes 15 5 0 - - -",
                "{'pool_size': 20, 'max_overflow': 10}                 | yes 30 20 0 - - -",
                "{'pool_size': 20, 'max_overflow': 0}                  | yes 20 20 0 - - -",
                "{'pool_size': 20, 'max_overflow': -1}                 | yes - 20 0 - - -",
                "{'pool_size': 0}                                      | yes - - 0 - - -",
                "{'pool_size': 2147483640, 'max_overflow': 100}        | yes - 2147483640 0 - - -",
                "{'pool_recycle': 1800}                                | yes 15 5 0 - PT30M -",
                "{'pool_recycle': -1}                                  | yes 15 5 0 - - -",
                "{'pool_recycle': 0}                                   | no - - 0 - - -",
                "{'poolclass': 'NullPool'}                             | no - - 0 - - -",
                "{'poolclass': 'sqlalchemy.pool.NullPool'}             | no - - 0 - - -",
                "{'poolclass': 'StaticPool'}                           | yes 1 - 0 - - -",
                "{'poolclass': 'AssertionPool'}                        | yes 1 - 0 - - -",
                "{'poolclass': 'SingletonThreadPool', 'pool_size': 3}  | yes 3 - 0 - - -",
                "{'poolclass': 'AsyncAdaptedQueuePool'}                | yes 15 5 0 - - -",
                "{'pool_timeout': 30, 'pool_pre_ping': true}           | yes 15 5 0 - - -",
            })
    void sqlalchemy(String settings, String expected) throws JsonProcessingException {
        assertReads("sqlalchemy", settings, expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | yes 10 - 10 - PT30M -",
                "{'maximumPoolSize': 20}                           | yes 20 - 20 - PT30M -",
                "{'maximum-pool-size': '20'}                       | yes 20 - 20 - PT30M -",
                "{'minimumIdle': 2}                                | yes 10 - 2 PT10M PT30M -",
                "{'minimumIdle': 50}                               | yes 10 - 10 - PT30M -",
                "{'minimumIdle': 2, 'idleTimeout': 30000}          | yes 10 - 2 PT30S PT30M -",
                "{'idleTimeout': 30000}                            | yes 10 - 10 - PT30M -",
                "{'maxLifetime': 600000}                           | yes 10 - 10 - PT10M -",
                "{'maxLifetime': '10m'}                            | yes 10 - 10 - PT10M -",
                "{'maxLifetime': 0}                                | yes 10 - 10 - - -",
                "{'minimumIdle': 2, 'maxLifetime': 600000}         | yes 10 - 2 - PT10M -",
                "{'minimumIdle': 2, 'maxLifetime': 0}              | yes 10 - 2 PT10M - -",
                "{'connectionTimeout': 30000, 'poolName': 'x'}     | yes 10 - 10 - PT30M -",
            })
    void hikaricp(String settings, String expected) throws JsonProcessingException {
        assertReads("hikaricp", settings, expected);
    }

    @Test
    void hikaricpReplacesAShortIdleTimeout() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'minimumIdle': 2, 'idleTimeout': 9999}")).isEqualTo("yes 10 - 2 PT10M PT30M -");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .containsExactly("idleTimeout: below 10 s, which HikariCP replaces by its default of 10 minutes");
    }

    @Test
    void hikaricpSwitchesOffAnIdleTimeoutBeyondTheLifetime() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'minimumIdle': 2, 'idleTimeout': 59001, 'maxLifetime': 60000}"))
                .isEqualTo("yes 10 - 2 - PT1M -");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .containsExactly("idleTimeout: not below maxLifetime by a second, for which HikariCP switches it off");
    }

    @Test
    void hikaricpReplacesAShortLifetime() throws JsonProcessingException {
        assertThat(read("hikaricp", "{'maxLifetime': 29999}")).isEqualTo("yes 10 - 10 - PT30M -");
        assertThat(diagnostics)
                .extracting(Diagnostic::message)
                .containsExactly("maxLifetime: below 30 s, which HikariCP replaces by its default of 30 minutes");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                     | yes 20 - 0 PT10M PT1H -",
                "{'default_pool_size': 50}                              | yes 50 - 0 PT10M PT1H -",
                "{'default_pool_size': 50, 'pool_size': 40}             | yes 40 - 0 PT10M PT1H -",
                "{'reserve_pool_size': 5}                               | yes 25 - 0 PT10M PT1H -",
                "{'reserve_pool': 5}                                    | yes 25 - 0 PT10M PT1H -",
                "{'max_db_connections': 10}                             | yes 10 - 0 PT10M PT1H -",
                "{'max_user_connections': 8}                            | yes 8 - 0 PT10M PT1H -",
                "{'min_pool_size': 5}                                   | yes 20 - 5 PT10M PT1H -",
                "{'min_pool_size': 50}                                  | yes 20 - 20 PT10M PT1H -",
                "{'server_idle_timeout': 0}                             | yes 20 - 0 - PT1H -",
                "{'server_lifetime': '1800.0'}                          | yes 20 - 0 PT10M PT30M -",
                "{'server_lifetime': 0}                                 | no 20 - 0 PT10M - -",
                "{'pool_mode': 'transaction', 'max_client_conn': 1000}  | yes 20 - 0 PT10M PT1H -",
            })
    void pgbouncer(String settings, String expected) throws JsonProcessingException {
        assertReads("pgbouncer", settings, expected);
    }
}
