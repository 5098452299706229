package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.ingest.AuditRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditPartsTest {

    @Test
    void ofAFormThatNobodyFilledInTheWordsAreThoseOfAForm() {
        for (Part filledIn :
                List.of(part("sockets", null, ""), part("host", null, "web-17"), part("os", null, "linux"))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> read(part("sysctl", null, "\r\n"), part("file", "", ""), filledIn))
                    .withMessageStartingWith("there is nothing to audit, as every field for it is empty: fill in ")
                    .returns(ProblemType.NOTHING_READABLE, ProblemException::type)
                    .returns(List.of(), ProblemException::errors);
        }
    }

    @Test
    void oneFieldIsEnough() {
        assertThat(read(part("sysctl", null, ""), part("limits", null, "65536")).limits())
                .isEqualTo("65536");
        assertThat(read(part("sysctl", "sysctl.txt", "")).sysctl()).isEmpty();
    }

    /** Programs that load a file take its byte order mark for text, which is to be said. */
    @Test
    void aFileKeepsItsByteOrderMark() {
        assertThat(read(part("file", "/etc/sysctl.d/10-a.conf", "\uFEFFnet.ipv4.tcp_tw_reuse = 1"))
                        .files())
                .containsExactly(
                        new AuditRequest.SubmittedFile("/etc/sysctl.d/10-a.conf", "\uFEFFnet.ipv4.tcp_tw_reuse = 1"));
        assertThat(read(part("sysctl", null, "\uFEFFnet.ipv4.tcp_tw_reuse = 1")).sysctl())
                .isEqualTo("net.ipv4.tcp_tw_reuse = 1");
    }

    private static AuditRequest read(Part... parts) {
        return AuditParts.toRequest(List.of(parts), archive -> {
                    throw new AssertionError("there is no archive");
                })
                .request();
    }

    private static Part part(String name, @Nullable String filename, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Part(name, filename, null, bytes, 0, bytes.length);
    }
}
