package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pair as measured on Linux 6.18, network namespaces, 20 ports: 15 connections of one leave 5 to the other, or 15. */
class SettledPoolsTest {

    private static final String REMOTE = "10.0.5.12";

    @ParameterizedTest(name = "{0} unbound and {1} bound late to {2}, addresses {3}: {4}")
    @CsvSource({
        "10.0.5.12, 10.0.5.12, 10.0.0.7, 10.0.0.7, true",
        "10.0.5.12, 10.0.5.12, 10.0.0.7, 10.0.0.7 127.0.0.1 fe80::1 fd00::7 fd00::8, true",
        "10.0.5.12, 10.0.5.12, 10.0.0.7, 10.0.0.7/24 none, true",
        "10.0.5.12, 10.0.5.12, 10.0.0.8, 10.0.0.7, false",
        "10.0.5.12, 10.0.5.13, 10.0.0.7, 10.0.0.7, false",
        "2001:db8::1, 2001:db8::1, 2001:db8::7, 2001:DB8:0::7 10.0.0.7, true",
        "db.example, db.example, 2001:db8::7, 2001:db8::7 10.0.0.7 10.0.0.8, true",
        "127.0.0.1, 127.0.0.1, 127.0.0.1, , true",
        "127.0.0.2, 127.0.0.2, 127.0.0.1, , true",
        "127.0.0.1, 127.0.0.1, 127.0.0.2, , false",
        "localhost, 127.0.0.1, 127.0.0.1, , true",
        "::1, ::1, ::1, , true",
        "10.0.0.7, 10.0.0.7, 10.0.0.7, , true",
        "10.0.0.7, 10.0.0.7, 10.0.0.7, 10.0.0.8 10.0.0.7, true",
        "10.0.0.7, 10.0.0.7, 10.0.0.8, 10.0.0.8 10.0.0.7, false",
    })
    void poolsFromOneAddressShareItsPorts(
            String unbound, String bound, String source, @Nullable String addresses, boolean share) {
        List<DestinationCapacity> capacities =
                capacities(addresses, pool("plain", unbound), TestSupplies.open("nginx", bound, source, true, 15_000));

        assertThat(capacities).hasSize(share ? 1 : 2);
        assertThat(capacities)
                .allSatisfy(each -> assertThat(each.concurrency().used()).isEqualTo(share ? 1.063 : 0.531));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "0.0.0.0, 127.0.0.1, true",
        "::, ::1, true",
        "localhost, 127.0.0.1, true",
        "localhost, ::1, true",
        "localhost, app.localhost, true",
        "127.0.0.1, 127.0.0.2, false",
        "127.0.0.1, ::1, false",
    })
    void namesOfTheLoopbackInterfaceAreOneDestination(String one, String other, boolean share) {
        assertThat(capacities(null, pool("one", one), pool("other", other))).hasSize(share ? 1 : 2);
    }

    @Test
    void whatIsBoundAndConnectsToTheWildcardReachesItself() {
        assertThat(TestSupplies.open("self", "0.0.0.0", "10.0.0.7", true, 1)
                        .destination()
                        .host())
                .isEqualTo("10.0.0.7");
    }

    @Test
    void saysWhenTheAddressThatTheHostChoosesIsNotKnown() {
        Pool plain = pool("plain", REMOTE);
        Pool late = TestSupplies.open("nginx", REMOTE, "10.0.0.7", true, 15_000);
        String said =
                "10.0.5.12:443 from 10.0.0.7: pools that bind no address are taken to connect from another one and to"
                        + " have its ports apart; host.addresses tells, where the host has a single one";

        assertThat(settled(null, plain, late).assumptions()).containsExactly(said);
        assertThat(settled("10.0.0.7 10.0.0.8", plain, late).assumptions()).containsExactly(said);
        assertThat(settled("10.0.0.7", plain, late).assumptions()).isEmpty();
        assertThat(settled(null, plain, TestSupplies.open("early", REMOTE, "10.0.0.7", false, 15_000))
                        .assumptions())
                .isEmpty();
    }

    @Test
    void saysWhichAddressLocalhostIsTakenFor() {
        assertThat(settled(null, pool("one", "localhost"), pool("other", "127.0.0.1"))
                        .assumptions())
                .containsExactly(
                        "localhost is taken to be 127.0.0.1, with the same ports: names are not looked up, state an"
                                + " address");
        assertThat(settled(null, pool("one", "localhost")).assumptions()).isEmpty();
    }

    private static Pool pool(String name, String host) {
        return TestPools.to(host, 443)
                .name(name)
                .settings(PoolSettings.keptAlive().withMaxSize(15_000))
                .build();
    }

    private static List<DestinationCapacity> capacities(@Nullable String addresses, Pool... pools) {
        return CapacityModel.of(
                TestSupplies.supply(28_232, TimeWaitReuse.NEVER),
                settled(addresses, pools).pools());
    }

    private static SettledPools settled(@Nullable String addresses, Pool... pools) {
        List<String> own = addresses == null ? List.of() : List.of(addresses.split(" "));
        return SettledPools.of(List.of(pools), new Host("web-17", null, null, Map.of(), own, null));
    }
}
