package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a long {@code tcp_fin_timeout}: kernels with 1000 ticks a second take 2147483 s, those with 100 ten times that. */
class FinTimeoutTest {

    private static final String DEPENDS =
            " And it depends on how many ticks a second the kernel counts whether it takes more than 2147483 s or refuses it"
                    + " and keeps what it had.";

    @ParameterizedTest
    @CsvSource({"61, 2", "120, 120", "2147483, 4294846"})
    void lastsTwiceTheExcess(long seconds, long lifetime) {
        assertThat(timeout(seconds).excess())
                .endsWith("an orphaned FIN_WAIT_2 then lasts twice the excess, here " + lifetime + " s.");
    }

    @ParameterizedTest
    @CsvSource({"2147484, 4294848", "21474836, 42949552"})
    void mayBeRefused(long seconds, long lifetime) {
        assertThat(timeout(seconds).excess()).endsWith("here " + lifetime + " s." + DEPENDS);
    }

    @ParameterizedTest
    @CsvSource({"21474837", "2147483647"})
    void isRefused(long seconds) {
        assertThat(timeout(seconds).excess())
                .isEqualTo("The kernel refuses it, and what was in force before stays in force.");
    }

    @ParameterizedTest
    @CsvSource({"-21474836, 3.5 retransmission timeouts", "0, 3.5 retransmission timeouts", "5, later than that"})
    void peersThatCloseLateAreReset(long seconds, String patience) {
        assertThat(timeout(seconds).shortage()).contains(patience).contains("gets an RST");
    }

    @ParameterizedTest
    @CsvSource({"-21474837", "-2147483648"})
    void isRefusedWhateverTheSign(long seconds) {
        assertThat(timeout(seconds).shortage()).isEqualTo(timeout(-seconds).excess());
    }

    private static FinTimeout timeout(long seconds) {
        return new FinTimeout(Duration.ofSeconds(seconds), Duration.ofSeconds(15), Duration.ofSeconds(60), List.of());
    }
}
