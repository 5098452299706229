package io.portgrade.ingest.archive;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report of sos, read: its files become the sections of a request. Of files that say the same, as {@code ss} and
 * {@code netstat} do, one is read; of two with the same name the later one, as tar has it. Limits of single processes are not
 * read: the report has those of every process, and none of them is that of the pools.
 */
public final class SosReport {

    private static final Comparator<FoundText> BEST_FIRST =
            Comparator.comparingInt((FoundText found) -> found.place().rank()).thenComparing(FoundText::path);

    private final Map<SosContent, List<FoundText>> found = new EnumMap<>(SosContent.class);
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private SosReport() {}

    /** Reads whatever can be read; never throws. */
    public static ArchivedHost read(List<? extends ArchivedMember> members) {
        SosReport report = new SosReport();
        List<ArchivedMember> ofOneHost = report.ofOneHost(members);
        for (ArchivedMember member : ofOneHost) {
            if (member instanceof ArchivedFile file) {
                report.decode(file);
            }
        }
        report.tellOversized(ofOneHost);
        SosLinks links = SosLinks.of(ofOneHost);
        links.masks().forEach(report::add);
        report.diagnostics.addAll(links.diagnostics());
        AuditRequest request = report.request();
        return new ArchivedHost(request, report.diagnostics);
    }

    /** Those below the directory that has the most of them: others are of another host. */
    private List<ArchivedMember> ofOneHost(List<? extends ArchivedMember> members) {
        Map<String, Map<String, ArchivedMember>> byRoot = new LinkedHashMap<>();
        for (ArchivedMember member : members) {
            byRoot.computeIfAbsent(member.place().root(), root -> new LinkedHashMap<>())
                    .put(member.place().path(), member);
        }
        int most = byRoot.values().stream().mapToInt(Map::size).max().orElse(0);
        List<ArchivedMember> ofOne = new ArrayList<>();
        for (Map.Entry<String, Map<String, ArchivedMember>> root : byRoot.entrySet()) {
            if (ofOne.isEmpty() && root.getValue().size() == most) {
                ofOne.addAll(root.getValue().values());
            } else if (diagnostics.isEmpty()) {
                String directory = root.getKey().isEmpty() ? "the top" : Excerpt.of(root.getKey());
                diagnostics.add(new Diagnostic(
                        "archive",
                        null,
                        "holds reports in several directories, and one of them was read; not that in " + directory
                                + ": send each host's in a request of its own"));
            }
        }
        return ofOne;
    }

    private void decode(ArchivedFile file) {
        SubmittedText read = SubmittedText.of(file.content(), file.place().path());
        diagnostics.addAll(read.diagnostics());
        add(new FoundText(file.place(), read.text()));
    }

    private void add(FoundText text) {
        found.computeIfAbsent(text.place().content(), content -> new ArrayList<>())
                .add(text);
    }

    /** Only listings of sockets are passed over for their length. */
    private void tellOversized(List<ArchivedMember> members) {
        String remedy = all(SosContent.SOCKETS).stream()
                .findFirst()
                .map(other -> Excerpt.of(other.path()) + " is read in its place; to have this one read, have ")
                .orElse("no other file of the archive lists the sockets: send the output of ss -tan beside it as"
                        + " sockets, or have ");
        Diagnostics oversized = new Diagnostics("archive");
        for (ArchivedMember member : members) {
            if (member instanceof OversizedFile file) {
                oversized.add(new Diagnostic(
                        file.place().path(),
                        null,
                        "not read: it has " + file.sizeBytes() + " bytes, more than " + file.limitBytes() + ": "
                                + remedy + file.variable() + " raised"));
            }
        }
        diagnostics.addAll(oversized.toList());
    }

    private AuditRequest request() {
        SosFirewall firewall = SosFirewall.of(all(SosContent.NFT), all(SosContent.IPTABLES));
        diagnostics.addAll(firewall.diagnostics());
        List<@Nullable SubmittedFile> files = new ArrayList<>();
        all(SosContent.SETTINGS_FILE).forEach(file -> files.add(onHost(file)));
        all(SosContent.LIMITS_FILE).forEach(file -> files.add(onHost(file)));
        return new AuditRequest(
                SosHost.of(best(SosContent.HOST_NAME), best(SosContent.UNAME), best(SosContent.ADDRESSES)),
                best(SosContent.SYSCTL).orElse(null),
                files,
                Map.of(),
                new ArrayList<>(firewall.documents()),
                List.of(),
                best(SosContent.SOCKETS).orElse(null),
                null,
                null);
    }

    private static SubmittedFile onHost(FoundText file) {
        return new SubmittedFile("/" + file.path(), file.text());
    }

    /** Those that hold something, the best first. Files of settings need not: an empty one masks others of its name. */
    private List<FoundText> all(SosContent content) {
        return found.getOrDefault(content, List.of()).stream()
                .filter(text -> content == SosContent.SETTINGS_FILE || !text.isBlank())
                .sorted(BEST_FIRST)
                .toList();
    }

    private Optional<String> best(SosContent content) {
        return all(content).stream().findFirst().map(FoundText::text);
    }
}
