package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartTest {

    @Test
    void partsKeepTheirBytes() {
        List<Part> parts = Multipart.parse(
                bytes("preamble\r\n--b  \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--c\r\n\n\r\n--b\r\n"
                        + "content-disposition: form-data; filename=\"x;name=y\"; name=z\r\nContent-Type: text/x\r\n\r\n\r\n"
                        + "--b--\r\nepilogue"),
                "b");

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).name()).isEqualTo("a");
        assertThat(new String(parts.get(0).bytes(), UTF_8)).isEqualTo("\r\n--c\r\n\n");
        assertThat(parts.get(1).name()).isEqualTo("z");
        assertThat(parts.get(1).path()).contains("x;name=y");
        assertThat(parts.get(1).contentType()).isEqualTo("text/x");
        assertThat(parts.get(1).bytes()).isEmpty();
    }

    @Test
    void quotesInNamesAreRead() {
        assertThat(PartHeaders.parse("Content-Disposition: form-data; name=\"a\\\"b%22c\"")
                        .name())
                .isEqualTo("a\"b\"c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filename=\"/etc/sysctl.d/90-net.conf\"                           | /etc/sysctl.d/90-net.conf",
                "filename=/etc/sysctl.conf                                        | /etc/sysctl.conf",
                "filename=\"C:\\etc\\a=b;c,d.conf\"                                | C:\\etc\\a=b;c,d.conf",
                "FileName=\"/etc/é.conf\"                                         | /etc/é.conf",
                "filename=\"/etc/%22a%22.conf\"                                   | /etc/\"a\".conf",
                "filename*=UTF-8''%2Fetc%2F%C3%A9+.conf                           | /etc/é+.conf",
                "filename=\"=?utf-8?B?w6k=?=\"; filename*=utf-8'de'%C3%A9.conf    | é.conf",
                "filename=\"a.conf\"; filename*=utf-8''%zz                        | a.conf",
                "filename=\"a.conf\"; filename*=latin1''%E9                       | a.conf",
                "filename*=a                                                      | ``",
                "creation=\"; filename=b\"; filename=a.conf                       | a.conf",
                "filename=\"\"                                                    | ``"
            })
    void filenameIsThePath(String parameters, String path) {
        String disposition = "--b\r\nContent-Disposition: form-data; name=\"file\"; " + parameters;

        List<Part> parts = Multipart.parse((disposition + "\r\n\r\n\r\n--b--").getBytes(UTF_8), "b");

        assertThat(parts.get(0).path().orElse("")).isEqualTo(path);
    }

    @Test
    void thereIsABoundToParts() {
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\r\n";

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Multipart.parse(bytes(part.repeat(Multipart.MAX_PARTS + 1) + "--b--"), "b"))
                .withMessageContaining("parts");
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] noise) {
        String start = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        byte[] body = bytes(start + new String(noise, ISO_8859_1) + "\r\n--b--\r\n");

        List<Part> parts = Multipart.parse(body, "b");

        assertThat(parts.get(0).bytes()).startsWith(noise.length == 0 ? new byte[0] : new byte[] {noise[0]});
        refusedOrRead(noise);
    }

    private static void refusedOrRead(byte[] body) {
        try {
            Multipart.parse(body, "b");
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.MALFORMED_MULTIPART);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
