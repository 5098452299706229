package io.portgrade.render;

import io.portgrade.finding.Evidence;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Section;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader looks first: the path that the client gave or, where the text came without one, its section.
 *
 * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
 * @param line counted from 1; null where the source has no lines
 */
record FindingPlace(String source, @Nullable Integer line) {

    private static final String NAMELESS = "nameless";
    private static final Pattern FROM_HERE = Pattern.compile("^(\\./+)+(?=[^/])");
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNESCAPED = "-._~/!$&'()*+,;=@";

    /** A line of a file, which someone can open and change, before a line of what a tool printed, before no line. */
    private static final Comparator<FindingPlace> BEST_FIRST =
            Comparator.comparing((FindingPlace place) -> !place.hasLine()).thenComparing(place -> !place.isFile());

    FindingPlace {
        source = source.isBlank() ? NAMELESS : source;
    }

    /** The best place among the evidence; of two that are as good, the first. */
    static FindingPlace of(ReportedFinding finding) {
        Optional<FindingPlace> best =
                finding.evidence().stream().map(FindingPlace::of).min(BEST_FIRST);
        return best.orElseGet(() -> new FindingPlace("host", null));
    }

    static FindingPlace of(Evidence evidence) {
        return new FindingPlace(evidence.source(), evidence.line());
    }

    boolean hasLine() {
        return line != null;
    }

    /** For formats that want a line from everyone: the first where there is none. */
    int lineOrFirst() {
        return line == null ? 1 : line;
    }

    /** Whether it was submitted under a path of the client's. */
    boolean isFile() {
        return Section.find(source).isEmpty()
                && !source.equals("host")
                && !source.equals("policy")
                && !source.startsWith("firewall[")
                && !source.startsWith("pools[");
    }

    /** From the root of the repository, as those who show a finding beside its file want it, on one line. */
    String path() {
        String path = VisibleText.line(source);
        return path.startsWith("./") ? FROM_HERE.matcher(path).replaceFirst("") : path;
    }

    /** The source as a URI reference (RFC 3986): relative, or {@code file:///…} where the path is absolute. */
    String uri() {
        String path = path();
        boolean drive = path.length() > 2
                && Character.isLetter(path.charAt(0))
                && path.charAt(1) == ':'
                && (path.charAt(2) == '\\' || path.charAt(2) == '/');
        if (drive) {
            return "file:///" + path.charAt(0) + ':' + encoded(path.substring(2).replace('\\', '/'));
        }
        if (path.startsWith("/")) {
            int name = 0;
            while (name < path.length() && path.charAt(name) == '/') {
                name++;
            }
            return "file:///" + encoded(path.substring(name));
        }
        return encoded(path);
    }

    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (letterOrDigit || UNESCAPED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return uri.toString();
    }

    /** {@code source:line}, on one line. */
    @Override
    public String toString() {
        String name = VisibleText.line(source);
        return line == null ? name : name + ':' + line;
    }
}
