package io.portgrade.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Bodies over the limit, over a bare socket: a client library would hide how much was sent. */
@QuarkusTest
class BodyLimitIT {

    private static final int CHUNK = 64 * 1024;
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    private static final int READ_AT_MOST = 32 << 20; // the limit, what is thrown away after it, and what is under way

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @Test
    void announcedBodyIsRefusedBeforeItIsSent() throws IOException {
        try (Socket socket = connect("Content-Length: " + HUNDRED_MEGABYTES + "\r\n")) {
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 413")
                    .contains("body-too-large", "8388608", "connection: close");
        }
    }

    @Test
    void clientThatSendsAllTheSameIsHungUpOn() throws IOException {
        try (Socket socket = connect("Content-Length: " + HUNDRED_MEGABYTES + "\r\n")) {
            assertThat(send(socket, false)).isLessThan(READ_AT_MOST);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void chunkedBodyIsRefusedAtTheLimit() throws IOException {
        try (Socket socket = connect("Transfer-Encoding: chunked\r\n")) {
            assertThat(send(socket, true)).isLessThan(READ_AT_MOST);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void chunkedBodyOverTheLimitIsAnswered() throws IOException {
        try (Socket socket = connect("Transfer-Encoding: chunked\r\n")) {
            byte[] chunk = chunk(true);
            for (int sent = 0; sent < (9 << 20); sent += CHUNK) {
                socket.getOutputStream().write(chunk);
            }
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 413")
                    .contains("body-too-large", "8388608", "connection: close");
        }
    }

    @Test
    void clientIsToldToGoOnWhenItAsks() throws IOException {
        try (Socket socket = connect("Content-Length: 3\r\nExpect: 100-continue\r\n")) {
            assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 100");
        }
    }

    private Socket connect(String header) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("POST /v1/audits HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + header + "\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    /** Sends until the service hangs up; the bytes sent until then. */
    private static int send(Socket socket, boolean chunked) {
        byte[] chunk = chunk(chunked);
        int sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            while (sent < HUNDRED_MEGABYTES) {
                out.write(chunk);
                sent += CHUNK;
            }
        } catch (IOException hungUp) {
            return sent;
        }
        return sent;
    }

    private static byte[] chunk(boolean chunked) {
        byte[] content = "net.ipv4.tcp_a = 1234567890 bcd\n".repeat(CHUNK / 32).getBytes(US_ASCII);
        if (!chunked) {
            return content;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(US_ASCII));
        out.writeBytes(content);
        out.writeBytes("\r\n".getBytes(US_ASCII));
        return out.toByteArray();
    }

    /** What the service sends until it hangs up. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
