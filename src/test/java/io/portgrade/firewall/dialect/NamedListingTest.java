package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedListingTest {

    private static final String EMPTY_BUT_CLOSED = """
            Chain INPUT (policy DROP 0 packets, 0 bytes)
                pkts      bytes target     prot opt in     out     source               destination
            """;

    @ParameterizedTest
    @CsvSource({"sos_commands/networking/ip6tables_-vnxL, IPV6", "sos_commands/networking/iptables_-vnxL, IPV4"})
    void listingWithoutAddressesIsOfTheFamilyThatItIsNamedAfter(String path, Family family) {
        ReadFirewall read =
                ReadFirewall.of(new FirewallDocument(path, FirewallFormat.IPTABLES_LIST, EMPTY_BUT_CLOSED));

        assertThat(read.parsed()).isNotNull();
        assertThat(read.parsed().firewall())
                .isInstanceOfSatisfying(
                        Firewall.Netfilter.class,
                        netfilter -> assertThat(netfilter.families()).isEqualTo(Set.of(family)));
    }
}
