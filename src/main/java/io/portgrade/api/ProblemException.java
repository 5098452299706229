package io.portgrade.api;

import java.util.List;
import java.util.Map;

/** Ends a request with a problem document. It is an answer, not a bug: it has no stack trace and is not logged. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<ProblemError> errors;
    private final transient Map<String, String> headers;

    private ProblemException(ProblemType type, String detail, List<ProblemError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** @param detail names the remedy */
    static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of());
    }

    static ProblemException of(ProblemType type, String detail, List<ProblemError> errors) {
        return new ProblemException(type, detail, errors, Map.of());
    }

    ProblemException withHeader(String name, String value) {
        return new ProblemException(type, detail(), errors, Map.of(name, value));
    }

    ProblemType type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<ProblemError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }
}
