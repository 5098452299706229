package io.portgrade.api;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.AuditRequest.SubmittedHost;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a request together from the parts of a multipart body. */
final class AuditParts {

    private static final List<String> REPEATABLE = List.of("file", "firewall");
    private static final List<String> KNOWN = List.of(
            "host",
            "os",
            "kernel",
            "sysctl",
            "file",
            "settings",
            "firewall",
            "pools",
            "sockets",
            "limits",
            "baseline",
            "sosreport");
    private static final List<String> NOT_AUDITED = List.of("host", "os", "kernel", "baseline");
    private static final AuditRequest NOTHING =
            new AuditRequest(null, null, List.of(), Map.of(), List.of(), List.of(), null, null, null);

    private final Function<byte[], ReadBody> archives;
    private final Map<String, Part> single = new HashMap<>();
    private final List<@Nullable SubmittedFile> files = new ArrayList<>();
    private final List<SubmittedFirewall> firewall = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private AuditParts(Function<byte[], ReadBody> archives) {
        this.archives = archives;
    }

    /**
     * A request. What a part says stands before what the sosreport among them says of the same.
     *
     * @param archives reads sosreports
     * @throws ProblemException when a part is not known, sent twice or no JSON where it must be, when all to be audited was left
     *     empty, or the sosreport is refused
     */
    static ReadBody toRequest(List<Part> parts, Function<byte[], ReadBody> archives) {
        AuditParts request = new AuditParts(archives);
        List<Part> filledIn = parts.stream().filter(part -> !isLeftEmpty(part)).toList();
        filledIn.forEach(request::sort);
        if (filledIn.size() < parts.size() && filledIn.stream().allMatch(part -> NOT_AUDITED.contains(part.name()))) {
            throw ProblemException.of(
                    ProblemType.NOTHING_READABLE,
                    "there is nothing to audit, as every field for it is empty: fill in the settings, with the output of"
                            + " sysctl -a or with files, or another of them");
        }
        return request.build();
    }

    /** Whether a browser sends it for a field of its form that nobody filled in, or for a file that nobody chose. */
    private static boolean isLeftEmpty(Part part) {
        return part.isBlank() && part.path().isEmpty();
    }

    private void sort(Part part) {
        String name = part.name();
        if (!KNOWN.contains(name)) {
            String message = "there is no part " + Excerpt.of(name) + ": known are " + String.join(", ", KNOWN);
            throw ProblemException.of(ProblemType.UNKNOWN_PART, message, List.of(ProblemError.in(name, message)));
        }
        if (name.equals("file")) {
            files.add(new SubmittedFile(path(part), marked(part) + text(part, path(part))));
        } else if (name.equals("firewall")) {
            String source = "firewall[" + firewall.size() + "]";
            firewall.add(
                    new SubmittedFirewall(null, text(part, source), part.path().orElse(null)));
        } else if (single.put(name, part) != null) {
            throw Multipart.malformed("the part " + name + " is sent more than once: paste its text or choose a"
                    + " file, not both; only " + String.join(" and ", REPEATABLE) + " may be sent again");
        }
    }

    private static String path(Part part) {
        return part.path()
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.INVALID_FIELD,
                        "a part file has no filename, which is its path: send"
                                + " -F 'file=@90-net.conf;filename=/etc/sysctl.d/90-net.conf'",
                        List.of(ProblemError.in("file", "has no filename"))));
    }

    private ReadBody build() {
        Part pools = single.get("pools");
        Part settings = single.get("settings");
        Part baseline = single.get("baseline");
        AuditRequest report = report();
        files.addAll(0, report.files());
        AuditRequest request = new AuditRequest(
                host(report.host()),
                textOf("sysctl", report.sysctl()),
                new ArrayList<>(files),
                settings == null ? Map.of() : JsonBody.settings(settings.bytes(), "/settings"),
                firewall.isEmpty() ? report.firewall() : new ArrayList<>(firewall),
                pools == null ? List.of() : new ArrayList<>(JsonBody.pools(pools.bytes(), "/pools")),
                textOf("sockets", report.sockets()),
                textOf("limits", null),
                baseline == null ? null : JsonBody.baseline(baseline.bytes(), "/baseline"));
        return new ReadBody(request, diagnostics);
    }

    private AuditRequest report() {
        Part part = single.get("sosreport");
        if (part == null) {
            return NOTHING;
        }
        ReadBody read = archives.apply(part.bytes());
        diagnostics.addAll(read.diagnostics());
        return read.request();
    }

    private SubmittedHost host(@Nullable SubmittedHost told) {
        return new SubmittedHost(
                word("host", told == null ? null : told.name()),
                word("os", told == null ? null : told.os()),
                word("kernel", told == null ? null : told.kernel()),
                Map.of(),
                told == null ? List.of() : told.addresses(),
                null);
    }

    /** A short value; a line break behind it is what a shell's echo leaves. */
    private @Nullable String word(String name, @Nullable String otherwise) {
        String text = textOf(name, null);
        return text == null || text.isBlank() ? otherwise : text.strip();
    }

    private @Nullable String textOf(String name, @Nullable String otherwise) {
        Part part = single.get(name);
        return part == null ? otherwise : text(part, name);
    }

    /** The byte order mark, which is not taken for text elsewhere: whoever loads the file takes it for some. */
    private static String marked(Part part) {
        return part.isMarked() ? "\uFEFF" : "";
    }

    /** In the charset that the part's own Content-Type states, else as detected. */
    private String text(Part part, String source) {
        SubmittedText read = TextBody.decode(part.bytes(), ContentType.charsetOf(part.contentType()), source);
        diagnostics.addAll(read.diagnostics());
        return read.text();
    }
}
