package io.portgrade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVersionTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "6.8.0-45-generic, 6.8.0",
        "4.18.0-553.el8_10.x86_64, 4.18.0",
        "6.14, 6.14.0",
        "6.14-rc3, 6.14.0",
        "5.15.0.1, 5.15.0",
        "5.10.16.3-microsoft-standard-WSL2, 5.10.16",
        "4.14.336-253.554.amzn2.x86_64, 4.14.336",
        "6.6.51+rpt-rpi-v8, 6.6.51",
        "6.1., 6.1.0",
        "999999.999999.999999, 999999.999999.999999"
    })
    void readsTheFrontOfARelease(String release, String version) {
        assertThat(KernelVersion.find(release)).map(KernelVersion::toString).hasValue(version);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "6", "6.", "6-8", "v6.8", "linux", ".6.8", " 6.8", "٦.٨", "-6.8"})
    void isEmptyForWhatIsNoRelease(String release) {
        assertThat(KernelVersion.find(release)).isEmpty();
    }

    @ParameterizedTest(name = "{0} at least {1}.{2}: {3}")
    @CsvSource({
        "4.18.20, 4, 19, false",
        "4.19.0, 4, 19, true",
        "5.0.0, 4, 19, true",
        "3.99.0, 4, 19, false",
        "6.9.0, 6, 14, false",
        "6.14.0, 6, 14, true",
        "10.0.0, 6, 14, true"
    })
    void comparesNumbersAndNotText(String release, int major, int minor, boolean expected) {
        assertThat(KernelVersion.find(release).orElseThrow().atLeast(major, minor))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource({"4.9.0, 4.10.0", "4.10.2, 4.10.10", "4.99.99, 5.0.0"})
    void sortsByMajorMinorPatch(String earlier, String later) {
        assertThat(KernelVersion.find(earlier).orElseThrow())
                .isLessThan(KernelVersion.find(later).orElseThrow());
    }
}
