package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.PortSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every list was written to {@code ip_local_reserved_ports} on Linux 6.18. */
class PortListTest {

    @ParameterizedTest(name = "\"{0}\" reserves {1}")
    @CsvSource({
        "'', ''",
        "40000, 40000",
        "'40000,', 40000",
        "'40000,40000', 40000",
        "'8080,9000-9100', '8080,9000-9100'",
        "0-1024, 0-1024",
        "65535, 65535",
        "040000, 16384",
        "040000-0100000, 16384-32768",
        "0x9c40-0x9c42, 40000-40002",
    })
    void theKernelTakes(String text, String ports) {
        assertThat(PortList.parse(text)).map(PortSet::toString).hasValue(ports);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "45000, 46000",
                "45000 46000",
                "40000,,40001",
                ",40000",
                " 40000",
                "40000 ",
                "40000\t,40001",
                "40000 # off",
                "40000#",
                "#",
                "40000 - 40002",
                "40000-",
                "40002-40000",
                "40000-40002-40004",
                "+40000",
                "-40000",
                "-1",
                "08",
                "65536",
                "99999999999999999999"
            })
    void theKernelRefusesTheWholeOf(String text) {
        assertThat(PortList.parse(text)).isEmpty();
    }
}
