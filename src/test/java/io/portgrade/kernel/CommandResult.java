package io.portgrade.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a command left behind. */
record CommandResult(int status, String out, String err) {

    /** Runs a command to its end. */
    static CommandResult of(List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(process, input));
            String out = text(process.getInputStream());
            written.join();
            return new CommandResult(process.waitFor(), out, err.join());
        } catch (IOException e) {
            return new CommandResult(127, "", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    /** A command that closes its input early says why itself. */
    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean succeeded() {
        return status == 0;
    }

    /** @throws IllegalStateException if it failed */
    CommandResult orThrow() {
        if (!succeeded()) {
            throw new IllegalStateException("status " + status + ": " + err + out);
        }
        return this;
    }
}
