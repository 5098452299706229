package io.portgrade.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a client says it accepts (RFC 9110, 12.5.1). */
final class AcceptHeader {

    private AcceptHeader() {}

    /**
     * The media types, best first, without those of quality 0.
     *
     * @throws ProblemException when a value is not a media range
     */
    static List<MediaType> parse(List<String> values) {
        List<MediaType> types = new ArrayList<>();
        for (String value : values) {
            for (String range : value.split(",", -1)) {
                if (!range.isBlank()) {
                    types.add(mediaRange(range.strip()));
                }
            }
        }
        types.removeIf(type -> quality(type) <= 0);
        types.sort(Comparator.comparingDouble(AcceptHeader::quality).reversed());
        return types;
    }

    /**
     * The one of these types that the client likes best, the first of them when it does not say.
     *
     * @throws ProblemException that names them all, when none will do
     */
    static String choose(RoutingContext http, List<String> offered) {
        List<String> values = http.request().headers().getAll(HttpHeaders.ACCEPT);
        if (values.isEmpty()) {
            return offered.get(0);
        }
        for (MediaType wanted : parse(values)) {
            for (String type : offered) {
                if (wanted.isCompatible(MediaType.valueOf(type))) {
                    return type;
                }
            }
        }
        throw ProblemException.of(
                ProblemType.NOT_ACCEPTABLE,
                "nothing here is of a type that Accept allows: there is " + String.join(", ", offered));
    }

    private static MediaType mediaRange(String range) {
        try {
            return MediaType.valueOf(range);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    ProblemType.MALFORMED_REQUEST,
                    "the header Accept is not a list of media types: send application/json or */*, or leave it out");
        }
    }

    private static double quality(MediaType type) {
        String quality = type.getParameters().get("q");
        if (quality == null) {
            return 1;
        }
        try {
            return Double.parseDouble(quality);
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
