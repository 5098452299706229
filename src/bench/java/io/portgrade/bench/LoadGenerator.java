package io.portgrade.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends one request over and over on a few kept-alive connections, for a bounded time, to the loopback address only. A
 * process of its own, so that what it costs is not counted as the server's. Prints the number of answers.
 */
public final class LoadGenerator {

    private static final int MAX_SECONDS = 60;

    private LoadGenerator() {}

    /** @param args port, connections, seconds, file with the bytes of a whole HTTP/1.1 request */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int connections = Integer.parseInt(args[1]);
        long end = System.nanoTime() + Math.min(MAX_SECONDS, Long.parseLong(args[2])) * 1_000_000_000L;
        byte[] request = Files.readAllBytes(Path.of(args[3]));
        AtomicLong answers = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            threads.submit(() -> {
                answers.addAndGet(exchange(port, request, end));
                return null;
            });
        }
        threads.shutdown();
        threads.awaitTermination(2 * MAX_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
        System.out.println(answers.get());
    }

    private static long exchange(int port, byte[] request, long end) throws IOException {
        long answers = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            while (System.nanoTime() < end) {
                out.write(request);
                readAnswer(in);
                answers++;
            }
        }
        return answers;
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = readLine(in);
        if (!status.contains(" 200 ")) {
            throw new IOException("not an answer to measure: " + status);
        }
        int length = 0;
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
