package io.portgrade.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers with documents that change only with a release: each has a tag, and is not sent twice to who has it. */
final class Documents {

    static final String JSON = "application/json";
    static final String MARKDOWN = "text/markdown";
    static final String SCRIPT = "text/plain";
    static final String HTML = "text/html";

    private static final String UTF_8 = ";charset=UTF-8";

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();
    private static final int TAG_BYTES = 12;

    private Documents() {}

    /** @throws ProblemException when the client does not accept JSON */
    static Response json(Object document, RoutingContext http, Request request) {
        AcceptHeader.choose(http, List.of(JSON));
        return json(document, request);
    }

    static Response json(Object document, Request request) {
        try {
            return answer(WRITER.writeValueAsBytes(document), JSON, request);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Response markdown(String document, Request request) {
        return answer(document.getBytes(StandardCharsets.UTF_8), MARKDOWN + UTF_8, request);
    }

    /** @param name of a file under {@code scripts/} */
    static Response script(String name, Request request) {
        return packaged("scripts/" + name, SCRIPT, request);
    }

    /** @param path of a file in the jar */
    static Response packaged(String path, String mediaType, Request request) {
        try (InputStream file = Documents.class.getResourceAsStream("/" + path)) {
            return answer(Objects.requireNonNull(file, path).readAllBytes(), mediaType + UTF_8, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws ProblemException when the client does not accept HTML */
    static Response html(String page, Map<String, String> headers, RoutingContext http, Request request) {
        AcceptHeader.choose(http, List.of(HTML));
        Response.ResponseBuilder answer = document(page.getBytes(StandardCharsets.UTF_8), HTML + UTF_8, request);
        headers.forEach(answer::header);
        return answer.build();
    }

    private static Response answer(byte[] document, String mediaType, Request request) {
        return document(document, mediaType, request).build();
    }

    private static Response.ResponseBuilder document(byte[] document, String mediaType, Request request) {
        EntityTag tag = new EntityTag(digest(document));
        Response.ResponseBuilder response = unchanged(tag, request);
        if (response == null) {
            response = Response.ok(document).type(mediaType);
        }
        return response.tag(tag).header("Cache-Control", "no-cache").header("Vary", "Accept");
    }

    /** A proxy that compresses makes the tag a weak one, which will do (RFC 9110, section 13.1.2). */
    private static Response.@Nullable ResponseBuilder unchanged(EntityTag tag, Request request) {
        Response.ResponseBuilder answer = request.evaluatePreconditions(tag);
        if (answer != null) {
            return answer;
        }
        Response.ResponseBuilder weak = request.evaluatePreconditions(new EntityTag(tag.getValue(), true));
        return weak != null && weak.build().getStatus() == Response.Status.NOT_MODIFIED.getStatusCode() ? weak : null;
    }

    private static String digest(byte[] document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
