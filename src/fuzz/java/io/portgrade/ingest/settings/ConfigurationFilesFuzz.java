package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ConfigurationFilesFuzz {

    private static final int MAX_FILES = 50;

    /** Files one after the other, each behind a form feed; its first line is its path. */
    @DictionaryEntries({
        "/etc/sysctl.d/90-net.conf",
        "/usr/lib/sysctl.d/90-net.conf",
        "/etc/sysctl.conf",
        "net.ipv4.tcp_tw_reuse = 1",
        "-net.ipv4.conf.*.rp_filter = ",
        "-net/ipv4/tcp_fin_timeout",
        "net.ipv4.conf.eth0/1.",
        "; comment"
    })
    @FuzzTest(maxDuration = "60s")
    void readsWhateverFiles(byte[] bytes) {
        List<ConfigurationFile> files = new ArrayList<>();
        for (String file : new String(bytes, StandardCharsets.UTF_8).split("\f", MAX_FILES)) {
            String[] pathAndContent = file.split("\n", 2);
            files.add(new ConfigurationFile(pathAndContent[0], pathAndContent.length == 1 ? "" : pathAndContent[1]));
        }

        ParsedSettings read = ConfigurationFiles.parse(files, SettingKeyTable.standard());

        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(101);
        assertThat(read.settings())
                .allMatch(setting -> SettingKeyTable.standard().contains(setting.key()))
                .allMatch(setting -> files.stream()
                        .anyMatch(file -> file.path().equals(setting.source().source())));
    }
}
