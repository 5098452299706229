package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value was written to {@code tcp_fin_timeout} on Linux 6.18, and what the kernel then had is what stands here. */
class LinuxNumberTest {

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "60,60",
                "010,8",
                "00,0",
                "-010,-8",
                "0x1,1",
                "0X1f,31",
                "-0x5,-5",
                "-1,-1",
                "1 # on,1",
                "1\t#,1",
                "1 2,1",
                " 1,1",
                "\t1,1",
                "2147483,2147483",
            })
    void theKernelTakes(String text, long value) {
        assertThat(LinuxNumber.parseInt(text)).hasValue(value);
    }

    /** The largest and the least were written to {@code tcp_max_tw_buckets}. */
    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "-2147483648"})
    void anIntIsTaken(String text) {
        assertThat(LinuxNumber.parseInt(text)).hasValue(Long.parseLong(text));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "+1",
                "08",
                "1#",
                "1,",
                "1.5",
                "1e3",
                "0b1",
                "0x",
                "-",
                "60s",
                "١",
                "2147483648",
                "-2147483649",
                "4294967297",
                "99999999999999999999",
                "000000000000000000000000000000060"
            })
    void theKernelRefuses(String text) {
        assertThat(LinuxNumber.parseInt(text)).isEmpty();
    }
}
