package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads settings as a framework does. In the tables of its tests a pool is written as keep-alive (yes, no or unknown), then
 * most connections, most idle, least idle, idle timeout, greatest age and requests a connection, a hyphen for no bound and a question
 * mark for a time that is not known.
 */
abstract class PoolReading {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    /** Of what was read last. */
    List<Diagnostic> diagnostics = List.of();

    /** @param settings JSON with single quotes */
    final String read(String framework, String settings) throws JsonProcessingException {
        List<StatedSetting> stated = new ArrayList<>();
        JSON.readValue(settings.replace('\'', '"'), SETTINGS)
                .forEach((name, value) -> stated.add(new StatedSetting(name, value, SourceLocation.in("pools[0]"))));
        PoolFramework found = PoolFrameworks.find(framework).orElseThrow();
        Diagnostics said = new Diagnostics("pools");
        StatedSettings all = new StatedSettings(found, stated, said);
        String read = all.read().map(PoolReading::written).orElse("unread");
        diagnostics = said.toList();
        return read;
    }

    /** Without a diagnostic. */
    final void assertReads(String framework, String settings, String expected) throws JsonProcessingException {
        assertThat(read(framework, settings)).isEqualTo(expected);
        assertThat(diagnostics).isEmpty();
    }

    static String written(PoolSettings pool) {
        String kept = pool.keepAlive() == null ? "unknown" : pool.keepAlive() ? "yes" : "no";
        return String.join(
                " ",
                kept,
                orHyphen(pool.maxSize()),
                orHyphen(pool.maxIdle()),
                String.valueOf(pool.minIdle()),
                pool.idleTimeoutKnown() ? orHyphen(pool.idleTimeout()) : "?",
                pool.maxLifetimeKnown() ? orHyphen(pool.maxLifetime()) : "?",
                orHyphen(pool.requestsPerConnection()));
    }

    private static String orHyphen(Object bound) {
        return bound == null ? "-" : bound instanceof Duration time ? time.toString() : String.valueOf(bound);
    }
}
