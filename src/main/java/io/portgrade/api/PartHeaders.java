package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of one part that mean something here. */
record PartHeaders(
        String name, @Nullable String filename, @Nullable String contentType) {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([^=;\\s\"]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s\"]++))");
    private static final Pattern EXTENDED = Pattern.compile("(?i)utf-8'[^']*+'(.*+)");

    /** @throws ProblemException when the part has no name */
    static PartHeaders parse(String headers) {
        String disposition = null;
        String contentType = null;
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            String header = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (header.equals("content-disposition")) {
                disposition = line.substring(colon + 1);
            } else if (header.equals("content-type")) {
                contentType = line.substring(colon + 1).strip();
            }
        }
        String name = disposition == null ? null : parameter(disposition, "name");
        if (disposition == null || name == null || name.isEmpty()) {
            throw Multipart.malformed("a part has no name: each needs Content-Disposition: form-data; name=\"…\"");
        }
        return new PartHeaders(name, filename(disposition), contentType);
    }

    /** RFC 7578 forbids {@code filename*}, which RFC 5987 defines; .NET and older urllib3 send it all the same. */
    private static @Nullable String filename(String disposition) {
        String extended = parameter(disposition, "filename*");
        String decoded = extended == null ? null : decoded(extended);
        return decoded == null ? parameter(disposition, "filename") : decoded;
    }

    /** Null when it is not what RFC 5987 calls an extended value in UTF-8. */
    private static @Nullable String decoded(String extended) {
        Matcher matcher = EXTENDED.matcher(extended);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return URLDecoder.decode(matcher.group(1).replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Browsers and curl write a quote in a name as %22, older ones behind a backslash. */
    private static @Nullable String parameter(String disposition, String name) {
        Matcher matcher = PARAMETER.matcher(disposition);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                String quoted = matcher.group(2);
                return quoted == null
                        ? matcher.group(3)
                        : quoted.replace("\\\"", "\"").replace("\\\\", "\\").replace("%22", "\"");
            }
        }
        return null;
    }
}
