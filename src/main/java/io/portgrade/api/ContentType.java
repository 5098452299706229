package io.portgrade.api;

import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a body is said to be. */
record ContentType(Kind kind, MediaType type) {

    /** The types of bodies that can be audited. */
    enum Kind {
        JSON,
        TEXT,
        MULTIPART,
        ARCHIVE
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "application/json", Kind.JSON,
            "text/plain", Kind.TEXT,
            "multipart/form-data", Kind.MULTIPART,
            "application/x-tar", Kind.ARCHIVE,
            "application/gzip", Kind.ARCHIVE,
            "application/x-gzip", Kind.ARCHIVE,
            "application/x-xz", Kind.ARCHIVE,
            // what clients say of files that they do not know
            "application/octet-stream", Kind.ARCHIVE);

    /** Of a body that can be nothing else. */
    static final ContentType JSON = new ContentType(Kind.JSON, MediaType.APPLICATION_JSON_TYPE);

    private static final String FORM = "application/x-www-form-urlencoded";

    /** @throws ProblemException when this is no type of a body that can be audited */
    static ContentType of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw unsupported("the body's type is not stated");
        }
        MediaType type = parse(header);
        String name = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        Kind kind = KINDS.get(name);
        if (kind != null) {
            return new ContentType(kind, type);
        }
        throw unsupported(
                name.equals(FORM)
                        ? "a form, which is what curl -d says it sends, is not read here"
                        : name + " is not read here");
    }

    /** Whether a body of this type is an archive, or may be one. */
    static boolean isArchive(@Nullable String header) {
        try {
            return of(header).kind() == Kind.ARCHIVE;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** @throws ProblemException when a body of no stated type is no archive */
    void requireArchive(byte[] body) {
        if (type.getSubtype().equalsIgnoreCase("octet-stream")
                && ArchiveFormat.find(body).isEmpty()) {
            throw unsupported(ArchiveProblem.kindOf(body));
        }
    }

    /** @throws ProblemException when this is not JSON */
    static void requireJson(@Nullable String header) {
        if (of(header).kind() != Kind.JSON) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "only JSON is read here: send an object with -H 'Content-Type: application/json'");
        }
    }

    private static MediaType parse(String header) {
        try {
            return MediaType.valueOf(header);
        } catch (IllegalArgumentException e) {
            throw unsupported("the header Content-Type is not a media type");
        }
    }

    /** @throws ProblemException when the body is compressed */
    static void refuseEncoded(@Nullable String contentEncoding) {
        if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "a body with a Content-Encoding is not read here: send it as it is, without compression");
        }
    }

    static ProblemException unsupported(String why) {
        return ProblemException.of(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                why + ": send sysctl -a with curl -H 'Content-Type: text/plain' --data-binary @-, a request with"
                        + " -H 'Content-Type: application/json', a sosreport with -H 'Content-Type: application/x-xz',"
                        + " or parts with curl -F sysctl=@-");
    }

    /** Empty when none is stated. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(type.getParameters().get(name));
    }

    /** @throws ProblemException when there is no charset of the stated name */
    @Nullable
    Charset charset() {
        return charset(type);
    }

    /**
     * The charset that the header of a part states; null when it states none.
     *
     * @throws ProblemException when there is none of that name
     */
    static @Nullable Charset charsetOf(@Nullable String header) {
        return header == null || header.isBlank() ? null : charset(parse(header));
    }

    private static @Nullable Charset charset(MediaType type) {
        String name = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "there is no charset of the name that Content-Type states: use UTF-8, or leave it out");
        }
    }
}
