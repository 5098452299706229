package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnresolvedNamesTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "10.0.5.12, 10.0.5.13, ",
        "db.example, db.example, ",
        "db.example, 10.0.5.12, 'db.example: names are not looked up, each is taken to be another destination'",
        "b.example, a.example, 'a.example, b.example: names are not looked up, each is taken to be another destination'",
        "localhost, 127.0.0.1, ",
        "2001:db8::7, ::1, ",
    })
    void namesAreTakenApart(String one, String other, String said) {
        List<Pool> pools =
                List.of(TestPools.to(one, 443).build(), TestPools.to(other, 443).build());

        assertThat(UnresolvedNames.assumption(pools).orElse(null)).isEqualTo(said);
    }
}
