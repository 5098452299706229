package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why {@link Multipart} is not Netty's decoder; where one of these fails, Netty has mended it: decide again. */
class NettyMultipartTest {

    private static final String PART = "--b\r\nContent-Disposition: form-data; ";
    private static final String END = "\r\n--b--\r\n";

    /** It looks for the boundary in the part's charset, and takes the body for cut off. */
    @Test
    void partsInUtf16AreLost() {
        String content = new String("kernel.ostype = Linux".getBytes(UTF_16LE), ISO_8859_1);
        byte[] body = bytes(PART + "name=sysctl\r\nContent-Type: text/plain; charset=utf-16le\r\n\r\n" + content + END);

        assertThat(Multipart.parse(body, "b").get(0).bytes()).isEqualTo("kernel.ostype = Linux".getBytes(UTF_16LE));
        assertThat(netty(body)).isEmpty();
    }

    @Test
    void pathsAreChanged() {
        byte[] body = bytes(PART + "name=file; filename=\"C:\\etc\\a=b.conf\"\r\n\r\na = b" + END);

        assertThat(Multipart.parse(body, "b").get(0).path()).contains("C:\\etc\\a=b.conf");
        assertThat(((FileUpload) netty(body).get(0)).getFilename()).isEqualTo("C \\etc\\a b.conf");
    }

    @Test
    void aParameterOfTheTypeRenamesThePart() {
        byte[] body = bytes(PART + "name=sysctl\r\nContent-Type: text/plain; name=\"out.txt\"\r\n\r\na = b" + END);

        assertThat(Multipart.parse(body, "b").get(0).name()).isEqualTo("sysctl");
        assertThat(netty(body).get(0).getName()).isEqualTo("out.txt");
    }

    @Test
    void someHeadersAreIndexErrors() {
        byte[] body = bytes(PART + "name=sysctl; inline\r\n\r\na = b" + END);

        assertThat(Multipart.parse(body, "b").get(0).bytes()).isEqualTo("a = b".getBytes(UTF_8));
        assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class).isThrownBy(() -> netty(body));
    }

    private static List<InterfaceHttpData> netty(byte[] body) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, "multipart/form-data; boundary=b");
        var decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
        try {
            decoder.offer(new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
            return List.copyOf(decoder.getBodyHttpDatas());
        } finally {
            // Which destroy() leaves behind.
            InterfaceHttpData unfinished = decoder.currentPartialHttpData();
            if (unfinished != null) {
                unfinished.release();
            }
            decoder.destroy();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
