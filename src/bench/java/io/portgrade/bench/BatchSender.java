package io.portgrade.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends one batch of the same line over and over to the loopback address, as a client sends a file, and reads what comes back. A
 * process of its own that does as little as it can, so that it takes neither CPU nor caches from the server. Fails unless the
 * answer is whole.
 */
public final class BatchSender {

    private static final int PIECE = 256 * 1024;
    private static final int TAIL = 8 * 1024;
    private static final int MILLIS_OF_SILENCE = 120_000;

    private BatchSender() {}

    /** @param args port, path, how many lines, file with one line */
    public static void main(String[] args) throws Exception {
        byte[] line = (Files.readString(Path.of(args[3])).strip() + "\n").getBytes(UTF_8);
        long lines = Long.parseLong(args[2]);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            socket.setSoTimeout(MILLIS_OF_SILENCE);
            Thread sending = new Thread(() -> send(socket, args[1], line, lines));
            sending.start();
            requireWhole(tail(socket.getInputStream()), lines);
            sending.join();
        }
    }

    private static void send(Socket socket, String path, byte[] line, long lines) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-ndjson\r\nContent-Length: " + lines * line.length
                            + "\r\n\r\n")
                    .getBytes(US_ASCII));
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            long together = Math.min(lines, Math.max(1, PIECE / line.length));
            for (long i = 0; i < together; i++) {
                piece.write(line);
            }
            byte[] bytes = piece.toByteArray();
            for (long left = lines; left > 0; left -= together) {
                out.write(bytes, 0, (int) (Math.min(left, together) * line.length));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server went away", e);
        }
    }

    /** The end of the answer, of which the rest is thrown away. */
    private static String tail(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        String tail = "";
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            int kept = Math.min(length, TAIL);
            String end = tail + new String(piece, length - kept, kept, ISO_8859_1);
            tail = end.substring(Math.max(0, end.length() - TAIL));
        }
        return tail;
    }

    private static void requireWhole(String tail, long lines) throws IOException {
        if (!tail.contains("\"submitted\":" + lines) || !tail.contains("\"errors\":0")) {
            throw new IOException("the batch was not answered: " + tail);
        }
    }
}
