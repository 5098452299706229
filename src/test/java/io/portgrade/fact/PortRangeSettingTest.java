package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a range is spoken of, in force or refused. */
class PortRangeSettingTest {

    @ParameterizedTest
    @CsvSource({"32768, 60999, 32768-60999", "40000, 40000, 40000-40000", "-1, 60999, -1 to 60999", "0, 0, 0 to 0"})
    void isWrittenSoThatNoMinusIsTakenForADash(long low, long high, String text) {
        assertThat(new PortRangeSetting(low, high, null, List.of())).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"-1, 60999", "0, 0", "100, 71", "500, 60999"})
    void aRangeThatIsRefusedTakesNoSystemPort(long low, long high) {
        PortRangeSetting range = new PortRangeSetting(low, high, UnprivilegedStart.of(1_024), List.of());

        assertThat(range.isRefused()).isTrue();
        assertThat(range.startsPrivileged()).isFalse();
    }

    @Test
    void aRangeInForceMayTakeSystemPorts() {
        PortRangeSetting range = new PortRangeSetting(500, 60_999, UnprivilegedStart.of(500), List.of());

        assertThat(range.isRefused()).isFalse();
        assertThat(range.startsPrivileged()).isTrue();
    }

    @Test
    void itIsSaidWhatIsAssumedOfTheLowestPort() {
        assertThat(new PortRangeSetting(1, 65_535, UnprivilegedStart.assumed("was not submitted"), List.of()).refusal())
                .hasValue(
                        "its low end 1 is below ip_unprivileged_port_start, taken to be 1024, its default: a value was"
                                + " not submitted");
    }

    @Test
    void itIsSaidThatTheLowestPortIsLoweredTooLate() {
        assertThat(new PortRangeSetting(500, 60_999, UnprivilegedStart.before("/etc/sysctl.d/9.conf:2"), List.of())
                        .refusal())
                .hasValue(
                        "its low end 500 is below ip_unprivileged_port_start, still 1024 when the range is loaded: it is"
                                + " lowered only after that, at /etc/sysctl.d/9.conf:2");
    }
}
