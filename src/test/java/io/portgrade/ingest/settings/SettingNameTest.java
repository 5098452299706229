package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNameTest {

    @ParameterizedTest
    @CsvSource({
        "net.ipv4.tcp_tw_reuse,             net.ipv4.tcp_tw_reuse",
        "net/ipv4/tcp_tw_reuse,             net.ipv4.tcp_tw_reuse",
        "net/ipv4/conf/eth0.5/forwarding,   net.ipv4.conf.eth0/5.forwarding",
        "net.ipv4.conf.eth0/5.forwarding,   net.ipv4.conf.eth0/5.forwarding",
        "plain,                             plain"
    })
    void writesANameWithDots(String name, String dotted) {
        assertThat(SettingName.dotted(name)).isEqualTo(dotted);
    }

    @ParameterizedTest
    @CsvSource({
        "net.ipv4.x, true",
        "net/ipv4, true",
        "plain, false",
        "a b.c, false",
        "1.5, false",
        ".x, false",
        "<a.b>, false"
    })
    void knowsANameByItsForm(String text, boolean name) {
        assertThat(SettingName.isName(text)).isEqualTo(name);
    }
}
