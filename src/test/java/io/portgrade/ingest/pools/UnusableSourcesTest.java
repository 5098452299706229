package io.portgrade.ingest.pools;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusableSourcesTest {

    private static final String NOT_OWN = "sourceAddress 10.9.9.9 is not in host.addresses, so that bind() fails with"
            + " EADDRNOTAVAIL: bind one of those, or state it there if the host has it";

    @ParameterizedTest(name = "{0} to {1}, addresses {2}")
    @CsvSource({
        "127.0.0.1, 10.0.5.12, 10.0.0.7, 'sourceAddress 127.0.0.1 can never connect to 10.0.5.12, connect() fails with EINVAL:"
                + " bind an address of another interface, or none'",
        "::1, 2001:db8::12, 10.0.0.7, 'sourceAddress ::1 can never connect to 2001:db8::12, connect() fails:"
                + " bind an address of another interface, or none'",
        "127.0.0.1, 10.0.5.12, , 'sourceAddress 127.0.0.1 can never connect to 10.0.5.12, connect() fails with EINVAL: bind an"
                + " address of another interface, or none; if the destination is this host itself, state it in host.addresses'",
        "127.0.0.1, 127.0.0.2, , ",
        "127.0.0.1, 0.0.0.0, , ",
        "127.0.0.1, localhost, , ",
        "127.0.0.1, web-17, , ",
        "127.0.0.1, 10.0.0.7, 10.0.0.7, ",
        "10.9.9.9, 10.0.5.12, 10.0.0.7, '" + NOT_OWN + "'",
        "10.9.9.9, 10.0.5.12, 10.9.9.9, ",
        "10.9.9.9, 10.0.5.12, 10.9.9.9/24, ",
        "10.9.9.9, 10.0.5.12, , ",
        "2001:DB8::0:7, 2001:db8::12, 2001:db8::7, ",
        "10.0.0.7, 2001:db8::12, 10.0.0.8, ",
        "0.0.0.0, 10.0.5.12, 10.0.0.7, ",
    })
    void saysWhatAHostCannotConnectFrom(
            String source, String destination, @Nullable String address, @Nullable String said) {
        Pool pool = TestPools.to(destination, 443).sourceAddress(source).build();
        Host host = new Host("web-17", null, null, Map.of(), address == null ? List.of() : List.of(address), null);

        assertThat(UnusableSources.of(host, List.of(pool)))
                .extracting(Diagnostic::message)
                .isEqualTo(said == null ? List.of() : List.of(said));
    }
}
