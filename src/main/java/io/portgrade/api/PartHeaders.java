package io.portgrade.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of one part that mean something here. */
record PartHeaders(
        String name, @Nullable String filename, @Nullable String contentType) {

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*(name|filename)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\\s\"]++))");

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
        return new PartHeaders(name, parameter(disposition, "filename"), contentType);
    }

    /** Browsers and curl write a quote in a name as %22, older ones behind a backslash. */
    private static @Nullable String parameter(String disposition, String name) {
        Matcher matcher = PARAMETER.matcher(disposition);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                String quoted = matcher.group(2);
                return quoted == null
                        ? matcher.group(3)
                        : quoted.replace("\\\"", "\"").replace("\\\\", "\\").replace("%22", "\"");
            }
        }
        return null;
    }
}
