package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.limits.LimitsText;
import io.portgrade.ingest.pools.PoolReader;
import io.portgrade.ingest.pools.UnusableSources;
import io.portgrade.ingest.settings.ConfigurationFile;
import io.portgrade.ingest.settings.ConfigurationFiles;
import io.portgrade.ingest.settings.ParsedSettings;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.ingest.settings.SettingOverrides;
import io.portgrade.ingest.settings.SettingsText;
import io.portgrade.ingest.sockets.SocketListing;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.SourceText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request's texts into a snapshot; of a setting sent in several ways the strongest stands. */
public final class SnapshotReader {

    private final SettingKeyTable keys;

    /**
     * Makes a reader for any number of requests, one at a time or many at once.
     *
     * @param keys the settings to keep
     */
    public SnapshotReader(SettingKeyTable keys) {
        this.keys = keys;
    }

    /** Reads what the request holds, bad text too; fields that {@link AuditRequest#validate} names are passed over. */
    public Submission read(AuditRequest request) {
        return new Sections(keys, request).submission();
    }

    /** The sections of one request, read one after the other. */
    private static final class Sections {

        private final SettingKeyTable keys;
        private final AuditRequest request;
        private final Set<Section> submitted = EnumSet.noneOf(Section.class);
        private final List<Diagnostic> diagnostics = new ArrayList<>();
        private final List<ParsedSettings> parsed = new ArrayList<>();
        private final List<OpenFilesLimit> openFilesLimits = new ArrayList<>();
        private final List<SourceText> texts = new ArrayList<>();
        private @Nullable Sockets sockets;
        private boolean readable;

        Sections(SettingKeyTable keys, AuditRequest request) {
            this.keys = keys;
            this.request = request;
        }

        Submission submission() {
            readSettings();
            readSockets();
            readLimits();
            List<FirewallDocument> firewall = readFirewall();
            List<Pool> pools = readPools();
            if (submitted.isEmpty()) {
                report(
                        "request",
                        "holds nothing to audit: send sysctl, files, settings, firewall, pools, sockets or limits");
            }
            Settings settings = merged();
            HostIdentity identity = HostIdentity.of(request.host(), settings, parsed);
            diagnostics.addAll(identity.diagnostics());
            diagnostics.addAll(UnusableSources.of(identity.host(), pools));
            HostSnapshot snapshot = new HostSnapshot(
                    identity.host(),
                    submitted,
                    settings,
                    sockets,
                    openFilesLimits,
                    pools,
                    firewall,
                    diagnostics,
                    texts);
            return new Submission(snapshot, readable);
        }

        /** Weakest first. */
        private void readSettings() {
            String sysctl = request.sysctl();
            if (sysctl != null) {
                texts.add(new SourceText(Section.SYSCTL.id(), sysctl));
                add(Section.SYSCTL, SettingsText.parse(sysctl, Section.SYSCTL.id(), keys));
            }
            List<ConfigurationFile> files = configurationFiles();
            if (!files.isEmpty()) {
                add(Section.FILES, ConfigurationFiles.parse(files, keys));
            }
            if (!request.settings().isEmpty()) {
                add(Section.SETTINGS, SettingOverrides.parse(request.settings(), Section.SETTINGS.id(), keys));
            }
        }

        private void add(Section section, ParsedSettings settings) {
            submitted.add(section);
            parsed.add(settings);
            diagnostics.addAll(settings.diagnostics());
            readable |= settings.isReadable();
        }

        private Settings merged() {
            List<Setting> all = new ArrayList<>();
            Map<String, SourceLocation> denied = new LinkedHashMap<>();
            for (ParsedSettings settings : parsed) {
                all.addAll(settings.settings());
                denied.putAll(settings.denied());
            }
            return Settings.of(all, denied);
        }

        /** The files of settings; files of limits are read at once. */
        private List<ConfigurationFile> configurationFiles() {
            List<ConfigurationFile> files = new ArrayList<>();
            for (SubmittedFile file : request.files()) {
                if (file == null || file.path() == null || file.content() == null) {
                    continue;
                }
                String path = Objects.requireNonNull(file.path());
                String content = Objects.requireNonNull(file.content());
                if (isLimitsFile(path)) {
                    readLimits(content, path);
                } else {
                    texts.add(new SourceText(path, content));
                    files.add(new ConfigurationFile(path, content));
                }
            }
            return files;
        }

        private static boolean isLimitsFile(String path) {
            String slashed = "/" + path.replace('\\', '/');
            return slashed.endsWith("/limits.conf") || slashed.contains("/limits.d/");
        }

        private void readSockets() {
            String text = request.sockets();
            if (text == null) {
                return;
            }
            submitted.add(Section.SOCKETS);
            texts.add(new SourceText(Section.SOCKETS.id(), text));
            var listing = SocketListing.parse(clean(text, Section.SOCKETS.id()), Section.SOCKETS.id());
            diagnostics.addAll(listing.diagnostics());
            if (listing.recognisedLines() > 0) {
                sockets = listing.sockets();
                readable = true;
            }
        }

        private void readLimits() {
            String text = request.limits();
            if (text != null) {
                readLimits(text, Section.LIMITS.id());
            }
        }

        private void readLimits(String text, String source) {
            submitted.add(Section.LIMITS);
            texts.add(new SourceText(source, text));
            var limits = LimitsText.parse(clean(text, source), source);
            diagnostics.addAll(limits.diagnostics());
            openFilesLimits.addAll(limits.limits());
            readable |= limits.recognisedLines() > 0;
        }

        private List<Pool> readPools() {
            if (isEmpty(request.pools())) {
                return List.of();
            }
            submitted.add(Section.POOLS);
            PoolReader reader = new PoolReader();
            List<Pool> pools = reader.read(request.pools());
            diagnostics.addAll(reader.diagnostics());
            readable |= !pools.isEmpty();
            return pools;
        }

        private String clean(String text, String source) {
            SubmittedText cleaned = SubmittedText.of(text, source);
            diagnostics.addAll(cleaned.diagnostics());
            return cleaned.text();
        }

        /** Which form a text is in is found out where the forms are known; here any text that is not blank will do. */
        private List<FirewallDocument> readFirewall() {
            if (isEmpty(request.firewall())) {
                return List.of();
            }
            submitted.add(Section.FIREWALL);
            FirewallReader reader = new FirewallReader(this::clean);
            List<FirewallDocument> documents = reader.read(request.firewall());
            readable |= documents.stream().anyMatch(document -> !document.text().isBlank());
            return documents;
        }

        private static boolean isEmpty(List<?> elements) {
            for (Object element : elements) {
                if (element != null) {
                    return false;
                }
            }
            return true;
        }

        private void report(String source, String message) {
            diagnostics.add(new Diagnostic(source, null, message));
        }
    }
}
