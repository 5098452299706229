package io.portgrade.ingest.pools.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({
        "30s, , PT30S",
        "' 30 s ', , PT30S",
        "PT30S, , PT30S",
        "p1dt1h, , PT25H",
        "500ms, , PT0.5S",
        "250us, , PT0.00025S",
        "90ns, , PT0.00000009S",
        "1h30m, , PT1H30M",
        "1.5h, , PT1H30M",
        "1h 30m, , PT1H30M",
        "30m, , PT30M",
        "5 minutes, , PT5M",
        "1 Hour, , PT1H",
        "2days, , PT48H",
        "1w, , PT168H",
        "45 SECS, , PT45S",
        "00:02:00, , PT2M",
        "00:00:01.5, , PT1.5S",
        "2:30, , PT2H30M",
        "1.12:00:00, , PT36H",
        "-00:00:00.0010000, , PT-0.001S",
        "30000, MILLIS, PT30S",
        "30, SECONDS, PT30S",
        "0.5, SECONDS, PT0.5S",
        "0, MILLIS, PT0S",
        "-30, SECONDS, PT-30S",
        "90000000000, NANOS, PT1M30S",
    })
    void reads(String text, ChronoUnit bare, String expected) {
        assertThat(DurationText.parse(text, bare)).contains(Duration.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "--5s",
                "30",
                "s",
                "30x",
                "s30",
                "1.2.3s",
                ".5s",
                "5.s",
                "1e3s",
                "NaN",
                "Infinity",
                "PT",
                "P",
                "PT-30S",
                "PT99999999999999999999S",
                "1:2:3:4",
                ":",
                "1:",
                "a:b",
                "1.:00:00",
                "200y",
                "40000d",
                "999999999999999999h",
                "9999999999999999999s",
                "1000000000000000000000000000000000000000000s",
                "30\ts\n0"
            })
    void refuses(String text) {
        assertThat(DurationText.parse(text, null)).isEmpty();
    }
}
