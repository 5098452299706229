package io.portgrade.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SosFileTest {

    @ParameterizedTest
    @CsvSource({
        "r/sos_commands/kernel/sysctl_-a, SYSCTL, 0",
        "r/sos_commands/system/sysctl_-a, SYSCTL, 1",
        "r/etc/sysctl.conf, SETTINGS_FILE, 0",
        "r/etc/sysctl.d/90-net.conf, SETTINGS_FILE, 0",
        "r/run/sysctl.d/90-net.conf, SETTINGS_FILE, 0",
        "r/usr/lib/sysctl.d/90-net.conf, SETTINGS_FILE, 0",
        "r/usr/local/lib/sysctl.d/90-net.conf, SETTINGS_FILE, 0",
        "r/lib/sysctl.d/90-net.conf, SETTINGS_FILE, 0",
        "r/etc/security/limits.conf, LIMITS_FILE, 0",
        "r/etc/security/limits.d/20-nproc.conf, LIMITS_FILE, 0",
        "r/sos_commands/networking/ss_-peaonmi, SOCKETS, 0",
        "r/sos_commands/networking/netstat_-W_-neopa, SOCKETS, 2",
        "r/sos_commands/firewall_tables/nft_list_ruleset, NFT, 0",
        "r/sos_commands/firewall_tables/nft_-a_list_ruleset, NFT, 0",
        "r/sos_commands/firewalld/nft_list_ruleset, NFT, 1",
        "r/sos_commands/firewall_tables/iptables_-vnxL, IPTABLES, 0",
        "r/sos_commands/networking/ip6tables_-vnxL, IPTABLES, 0",
        "r/sos_commands/networking/iptables_-t_mangle_-nvL, IPTABLES, 0",
        "r/sos_commands/networking/iptables-save, IPTABLES, 0",
        "r/sos_commands/host/hostname, HOST_NAME, 0",
        "r/sos_commands/general/hostname, HOST_NAME, 1",
        "r/hostname, HOST_NAME, 2",
        "r/etc/hostname, HOST_NAME, 3",
        "r/sos_commands/kernel/uname_-a, UNAME, 0",
        "r/sos_commands/networking/ip_-o_addr, ADDRESSES, 0"
    })
    void isFoundByItsName(String name, SosContent content, int rank) {
        assertThat(SosFile.find(name)).contains(new SosFile("r", name.substring(2), content, rank));
        assertThat(SosFile.find(name.substring(2))).contains(new SosFile("", name.substring(2), content, rank));
        assertThat(SosFile.find("./" + name)).isEqualTo(SosFile.find(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "..",
                "r/etc/sysctl.d/README.sysctl",
                "r/etc/sysctl.d/.conf",
                "r/etc/ufw/sysctl.conf",
                "r/proc/1/limits",
                "r/proc/7192/net/netstat",
                "r/sos_commands/networking/netstat_-s",
                "r/sos_commands/networking/netstat_-W_-agn",
                "r/sos_commands/networking/namespaces/blue/ip_netns_exec_blue_sysctl_-a",
                "r/sos_commands/networking/namespaces/sysctl_-a",
                "r/sos_commands/firewall_tables/iptables_-t_security_-nvL",
                "r/sos_commands/sysctl_-a",
                "a/r/etc/sysctl.conf",
                "r/../etc/sysctl.conf",
                "../etc/sysctl.conf",
                "/etc/sysctl.conf",
                "r//etc/sysctl.conf"
            })
    void othersAreNot(String name) {
        assertThat(SosFile.find(name)).isEmpty();
    }
}
