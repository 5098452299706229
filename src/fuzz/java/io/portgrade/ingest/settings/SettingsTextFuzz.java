package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portgrade.ingest.text.SubmittedText;

class SettingsTextFuzz {

    @DictionaryEntries({
        "net.ipv4.tcp_tw_reuse = ",
        "net.ipv4.ip_local_port_range",
        "net.inet.ip.portrange.first: ",
        "sysctl: permission denied on key '",
        "Windows Registry Editor Version 5.00",
        "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]",
        "\"TcpTimedWaitDelay\"=dword:",
        "    MaxUserPort    REG_DWORD    0x",
        "PSPath",
        "Start Port      : ",
        "RFC 1323",
        "$ sysctl -a"
    })
    @FuzzTest(maxDuration = "60s")
    void readsWhateverBytes(byte[] bytes) {
        SubmittedText submitted = SubmittedText.of(bytes, "sysctl");
        ParsedSettings read = SettingsText.parse(submitted.text(), "sysctl", SettingKeyTable.standard());

        int lines = (int) submitted.text().lines().count();
        assertThat(submitted.diagnostics()).hasSizeLessThanOrEqualTo(2);
        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(103);
        assertThat(read.recognisedLines()).isBetween(0, submitted.text().length());
        assertThat(read.settings())
                .allMatch(setting -> SettingKeyTable.standard().contains(setting.key()))
                .allSatisfy(setting -> assertThat(setting.source().line()).isBetween(1, lines));
    }
}
