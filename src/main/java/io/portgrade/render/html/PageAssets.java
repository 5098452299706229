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
 * @param policy as a page may state it itself: {@code frame-ancestors} counts in a header alone
 */
record PageAssets(String style, String script, String policy) {

    static PageAssets shipped() {
        return of(Templates.resource("page.css"), Templates.resource("page.js"));
    }

    static PageAssets of(String style, String script) {
        return new PageAssets(
                style,
                script,
                "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                        + "'; img-src data:; form-action 'self'; base-uri 'none'");
    }

    Map<String, String> headers() {
        return Map.of("Content-Security-Policy", policy + "; frame-ancestors 'none'", "Referrer-Policy", "no-referrer");
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
