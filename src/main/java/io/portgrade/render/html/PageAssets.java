package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The style and the script that stand in every page, so that one saved from a pipeline is whole, and the policy that lets a
 * browser use just these two: by hash, {@code Content Security Policy Level 3, 2.3.1}.
 *
 * @param style CSS
 * @param script JavaScript; pages do without it
 */
record PageAssets(String style, String script) {

    static PageAssets shipped() {
        return new PageAssets(Templates.resource("page.css"), Templates.resource("page.js"));
    }

    Map<String, String> headers() {
        return Map.of(
                "Content-Security-Policy", policy() + "; frame-ancestors 'none'",
                "Referrer-Policy", "no-referrer");
    }

    /** As a page may state it itself: {@code frame-ancestors} counts in a header alone. */
    public String policy() {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; img-src data:; form-action 'self'; base-uri 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
