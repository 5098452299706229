package io.portgrade.ingest.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portgrade.ingest.text.SubmittedText;

class SocketListingFuzz {

    @DictionaryEntries({
        "State  Recv-Q Send-Q Local Address:Port Peer Address:Port",
        "LISTEN 0      128    0.0.0.0:22         0.0.0.0:*",
        "tcp        0      0 127.0.0.1:5432          0.0.0.0:*               LISTEN",
        "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       932",
        "tcp4       0      0  *.22                   *.*                    LISTEN",
        "[::1]%lo:53",
        "users:((\"sshd\",pid=1,fd=3))",
        "$ ss -tlnp"
    })
    @FuzzTest(maxDuration = "60s")
    void readsWhateverBytes(byte[] bytes) {
        String text = SubmittedText.of(bytes, "sockets").text();
        ParsedSockets read = SocketListing.parse(text, "sockets");

        int lines = (int) text.lines().count();
        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(101);
        assertThat(read.recognisedLines()).isBetween(0, lines);
        assertThat(read.sockets().listeners())
                .hasSizeLessThanOrEqualTo(lines)
                .allMatch(listener -> listener.port() >= 1 && listener.port() <= 65_535)
                .noneMatch(listener -> listener.address().isBlank());
    }
}
