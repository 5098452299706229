package io.portgrade.render;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import io.portgrade.report.ReportedFinding;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** For merge requests: an array of violations. GitLab Docs, "Code Quality", Code Quality report format. */
@Singleton
public final class CodeQualityRendering implements Rendering {

    private static final int FINGERPRINT_BYTES = 16;

    private final ObjectWriter writer = JsonMapper.builder().build().writerFor(Violation[].class);

    @Override
    public String id() {
        return "gitlab-code-quality";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public boolean standsForItsMediaType() {
        return false;
    }

    @Override
    public byte[] render(AuditReport report) {
        Occurrences occurrences = new Occurrences();
        String host = report.host().name();
        Violation[] violations = report.findings().stream()
                .map(finding -> Violation.of(finding, fingerprint(host, finding, occurrences.next(finding))))
                .toArray(Violation[]::new);
        try {
            return LogLine.inJson(writer.writeValueAsBytes(violations));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GitLab keeps one violation a fingerprint of all reports of a pipeline, so it has the host in it. */
    private static String fingerprint(String host, ReportedFinding finding, int occurrence) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((host + '\n' + finding.fingerprint() + '\n' + occurrence).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Violation(
            String type,
            @JsonProperty("check_name") String checkName,
            String description,
            String fingerprint,
            String severity,
            Location location) {

        static Violation of(ReportedFinding finding, String fingerprint) {
            FindingPlace place = FindingPlace.of(finding);
            return new Violation(
                    "issue",
                    finding.rule(),
                    VisibleText.line(finding.title() + ": " + finding.explanation()),
                    fingerprint,
                    SeverityScale.codeQuality(finding.severity()),
                    new Location(place.path(), new Lines(place.lineOrFirst())));
        }
    }

    private record Location(String path, Lines lines) {}

    private record Lines(int begin) {}
}
