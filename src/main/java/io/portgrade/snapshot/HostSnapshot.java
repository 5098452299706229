package io.portgrade.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host as submitted: one immutable value that everything after the parsers works on.
 *
 * @param submitted the sections that were sent, readable or not
 * @param sockets null when not sent or not readable
 * @param openFilesLimits empty when not sent or not readable
 * @param pools likewise
 * @param firewall the documents that were sent, unread
 * @param texts what else was sent as text, unread
 */
public record HostSnapshot(
        Host host,
        Set<Section> submitted,
        Settings settings,
        @Nullable Sockets sockets,
        List<OpenFilesLimit> openFilesLimits,
        List<Pool> pools,
        List<FirewallDocument> firewall,
        List<Diagnostic> diagnostics,
        List<SourceText> texts) {

    public HostSnapshot {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        sections.addAll(submitted);
        submitted = Collections.unmodifiableSet(sections);
        openFilesLimits = List.copyOf(openFilesLimits);
        pools = List.copyOf(pools);
        firewall = List.copyOf(firewall);
        diagnostics = List.copyOf(diagnostics);
        texts = List.copyOf(texts);
    }

    public boolean has(Section section) {
        return submitted.contains(section);
    }

    /** The stated or recognised system; when there is none, the one whose keys were sent, and Linux when those say nothing. */
    public OperatingSystem system() {
        OperatingSystem os = host.os();
        if (os != null) {
            return os;
        }
        if (settings.find(SettingKeys.LOCAL_PORT_RANGE).isPresent()) {
            return OperatingSystem.LINUX;
        }
        if (settings.find(SettingKeys.BSD_PORTRANGE_FIRST).isPresent()) {
            return OperatingSystem.FREEBSD;
        }
        return settings.find(SettingKeys.WINDOWS_DYNAMIC_PORT_START).isPresent()
                ? OperatingSystem.WINDOWS
                : OperatingSystem.LINUX;
    }

    /** This host with more to say about how it was read, before what is said already. */
    public HostSnapshot noting(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(more);
        all.addAll(diagnostics);
        return new HostSnapshot(host, submitted, settings, sockets, openFilesLimits, pools, firewall, all, texts);
    }

    /** This host after a change of settings. */
    public HostSnapshot changed(Map<String, String> values, Collection<String> removed) {
        Set<Section> sections = EnumSet.of(Section.SETTINGS);
        sections.addAll(submitted);
        return new HostSnapshot(
                host,
                sections,
                settings.changed(values, removed),
                sockets,
                openFilesLimits,
                pools,
                firewall,
                diagnostics,
                texts);
    }
}
