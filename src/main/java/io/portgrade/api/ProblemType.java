package io.portgrade.api;

import java.net.URI;
import java.util.Locale;

/** The kinds of problem that this API answers with; clients tell them apart by {@link #uri()}, which never changes. */
enum ProblemType {
    MALFORMED_REQUEST(400, "The request is malformed"),
    INVALID_PARAMETER(400, "A query parameter is not valid"),
    EMPTY_BODY(400, "The body is empty"),
    MALFORMED_JSON(400, "The body is not JSON"),
    INVALID_FIELD(400, "A field of the request is not valid"),
    UNKNOWN_PROPERTY(400, "The request has a property that is not known"),
    MALFORMED_MULTIPART(400, "The multipart body is malformed"),
    MALFORMED_ARCHIVE(400, "The archive is malformed"),
    UNKNOWN_PART(400, "The multipart body has a part that is not known"),
    UNAUTHORIZED(401, "Credentials are needed"),
    FORBIDDEN(403, "This is not allowed"),
    NOT_FOUND(404, "There is no such resource"),
    UNKNOWN_POLICY(404, "There is no such policy"),
    UNKNOWN_RULE(404, "There is no such rule"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    NOT_ACCEPTABLE(406, "There is no such format"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    BODY_TOO_LARGE(413, "The body is too large"),
    ARCHIVE_TOO_LARGE(413, "The archive is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that is not read here"),
    NOTHING_READABLE(422, "Nothing in the request can be audited"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    REQUEST_REFUSED(400, "The request was refused"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    OVERLOADED(503, "The service is busy");

    private static final String PREFIX = "urn:portgrade:problem:";

    private final int status;
    private final String title;
    private final URI uri;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.uri = URI.create(PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    URI uri() {
        return uri;
    }

    /** The type for a status that the framework answers with. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> NOTHING_READABLE;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> OVERLOADED;
            default -> status < 500 ? REQUEST_REFUSED : INTERNAL_ERROR;
        };
    }
}
