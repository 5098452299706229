package io.portgrade.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "470.5, 470.5",
        "28232, 28232",
        "0.0004, 0",
        "1.2e7, 12000000",
        "12000000.5, 12000000.5",
        "4.6e18, 4600000000000000000",
        "Infinity, beyond any number",
    })
    void hasNoExponent(double number, String text) {
        assertThat(Numerals.plain(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "0.00009, less than 0.01 %",
        "0.0002, 0.02 %",
        "0.003, 0.3 %",
        "0.0096, 0.96 %",
        "0.0106, 1.1 %",
        "0.6, 60 %",
        "1.063, 106.3 %",
        "9.999, 999.9 %",
        "1206.912, 120691 %",
        "123456789.1, 12345678910 %",
    })
    void percentIsNeverNothingForSomething(double share, String text) {
        assertThat(Numerals.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ports", "1, 1 port", "2, 2 ports", "0.5, 0.5 ports"})
    void nounAgrees(double number, String text) {
        assertThat(Numerals.counted(number, "port")).isEqualTo(text);
    }
}
