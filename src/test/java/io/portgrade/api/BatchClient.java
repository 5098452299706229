package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A client of a batch that has each byte in its hand. */
final class BatchClient implements AutoCloseable {

    static final String LINES = "application/x-ndjson";
    static final String BAD =
            "{\"host\":{\"name\":\"bad\"},\"settings\":{\"net.ipv4.tcp_tw_reuse\":\"1\",\"net.ipv4.tcp_timestamps\":\"0\"}}";
    static final String GOOD =
            "{\"host\":{\"name\":\"good\"},\"settings\":{\"net.ipv4.tcp_tw_reuse\":\"1\",\"net.ipv4.tcp_timestamps\":\"1\"}}";

    private static final int MILLIS_OF_SILENCE = 20_000;

    private final Socket socket;
    private final BufferedReader reader;

    BatchClient(URI base) throws IOException {
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(MILLIS_OF_SILENCE);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The lines of the answer to a batch that is sent as a whole. */
    static List<JsonNode> post(URI base, String query, String body) {
        HttpResponse<byte[]> response = new Http(base).post("/v1/audits/batch" + query, LINES, body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(LINES);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        List<JsonNode> lines = new ArrayList<>();
        new String(response.body(), UTF_8).lines().forEach(line -> lines.add(read(line)));
        return lines;
    }

    private static JsonNode read(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    static String head(String framing) {
        return "POST /v1/audits/batch HTTP/1.1\r\nHost: a\r\nContent-Type: " + LINES + "\r\n" + framing + "\r\n\r\n";
    }

    /** Of a body in chunks. */
    void begin() throws IOException {
        begin("Transfer-Encoding: chunked");
    }

    void begin(String framing) throws IOException {
        write(head(framing).getBytes(UTF_8));
    }

    /** As a chunk. */
    void send(String text) throws IOException {
        write((Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n").getBytes(UTF_8));
    }

    /** Of the chunks. */
    void end() throws IOException {
        write("0\r\n\r\n".getBytes(UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    String readLine() throws IOException {
        return reader.readLine();
    }

    /** The next line with this in it. */
    String readUntil(String mark) throws IOException {
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.contains(mark)) {
                return line;
            }
        }
        throw new AssertionError("the answer ended before " + mark);
    }

    /** Up to the last line: a connection whose body is not at its end stays open for a while. */
    String readToSummary() throws IOException {
        StringBuilder answer = new StringBuilder();
        String line = readLine();
        while (line != null && !line.contains("\"summary\"")) {
            answer.append(line).append('\n');
            line = readLine();
        }
        return answer.append(line).toString();
    }

    /** Until the connection ends. */
    String readAll() throws IOException {
        StringWriter all = new StringWriter();
        reader.transferTo(all);
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
