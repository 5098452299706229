package io.portgrade.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portgrade.ingest.text.SubmittedText;

class LimitsTextFuzz {

    @DictionaryEntries({
        "open files                          (-n) 1024",
        "-n: file descriptors                1024",
        "Max open files            1024                 4096                 files",
        "* soft nofile 1024",
        "@web - nofile unlimited",
        "LimitNOFILE=1024:524288",
        "ulimit -Hn 18446744073709551615"
    })
    @FuzzTest(maxDuration = "60s")
    void readsWhateverBytes(byte[] bytes) {
        String text = SubmittedText.of(bytes, "limits").text();
        ParsedLimits read = LimitsText.parse(text, "limits");

        int lines = (int) text.lines().count();
        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(101);
        assertThat(read.recognisedLines()).isBetween(0, lines);
        assertThat(read.limits()).hasSizeLessThanOrEqualTo(2 * lines).allMatch(limit -> limit.value() >= 0);
    }
}
