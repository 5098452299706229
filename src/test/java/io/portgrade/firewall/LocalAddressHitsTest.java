package io.portgrade.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LocalAddressHitsTest {

    @Property
    void areThoseOfEachAddress(
            @ForAll @Size(max = 12) Set<@IntRange(max = 31) Integer> own,
            @ForAll @Size(max = 12) Set<@IntRange(max = 31) Integer> named) {
        AddressSet rule = set(named);
        boolean all = named.containsAll(own);
        boolean any = own.stream().anyMatch(named::contains);

        Hits hits = new AddressHits(rule, packet(set(own))).at(End.DESTINATION);

        assertThat(hits)
                .isEqualTo(
                        own.isEmpty()
                                ? named.isEmpty() ? Hits.NONE : Hits.UNKNOWN
                                : all ? Hits.ALL : any ? Hits.UNKNOWN : Hits.NONE);
    }

    @Property
    void ofAMaskAreThoseOfEachAddress(
            @ForAll @Size(max = 12) Set<@IntRange(max = 31) Integer> own,
            @ForAll @IntRange(max = 31) int bits,
            @ForAll @IntRange(max = 31) int value) {
        AddressMask mask = new AddressMask(IpAddress.ipv4(bits), IpAddress.ipv4(value & bits));
        long matched = own.stream().filter(n -> (n & bits) == (value & bits)).count();

        assertThat(mask.hits(set(own)))
                .isEqualTo(own.isEmpty() || matched > 0 && matched < own.size() ? Hits.UNKNOWN : Hits.of(matched > 0));
    }

    /** 20,000 addresses and as many rules took minutes when each was asked for each. */
    @Test
    @Timeout(20)
    void ofManyAreNotLookedAtOneByOne() {
        AddressSet own = AddressSet.of(IntStream.range(0, 100_000)
                .mapToObj(n -> address(2 * n))
                .map(address -> new AddressRange(address, address))
                .toList());
        PacketClass packet = packet(own);

        for (int n = 0; n < 100_000; n++) {
            AddressSet rule = set(Set.of(2 * n + 1));
            assertThat(new AddressHits(rule, packet).at(End.DESTINATION)).isEqualTo(Hits.NONE);
        }
        AddressRange all = AddressRange.find("0.0.0.0/0").orElseThrow();
        for (int n = 0; n < 100_000; n++) {
            assertThat(new AddressHits(AddressSet.of(all), packet).at(End.DESTINATION))
                    .isEqualTo(Hits.ALL);
        }
        assertThat(new AddressMask(IpAddress.ipv4(1), IpAddress.ipv4(0)).hits(own))
                .isEqualTo(Hits.UNKNOWN);
    }

    private static AddressSet set(Set<Integer> numbers) {
        return AddressSet.of(numbers.stream()
                .map(LocalAddressHitsTest::address)
                .map(address -> new AddressRange(address, address))
                .toList());
    }

    private static IpAddress address(int number) {
        return IpAddress.ipv4(0x0A00_0000L + number);
    }

    private static PacketClass packet(AddressSet local) {
        return new PacketClass(
                Direction.INBOUND,
                End.DESTINATION,
                Family.IPV4,
                IpProtocol.TCP,
                local,
                null,
                null,
                false,
                null,
                CtState.NEW,
                false,
                0,
                0,
                0);
    }
}
