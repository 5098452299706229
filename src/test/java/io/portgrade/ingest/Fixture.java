package io.portgrade.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files under {@code src/test/resources/hosts}. */
public final class Fixture {

    private Fixture() {}

    public static byte[] bytes(String path) {
        try (InputStream in = Fixture.class.getResourceAsStream("/hosts/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no such fixture: " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }
}
