package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a host loads at boot from its files, in the order of systemd-sysctl: by the file's name, and of
 * files with the same name only the one in the strongest directory (sysctl.d(5), systemd 252).
 */
public final class ConfigurationFiles {

    private static final Comparator<ConfigurationFile> READING_ORDER =
            Comparator.comparing(ConfigurationFile::name).thenComparing(ConfigurationFile::path);

    /** Seen in systemd-sysctl 252: "Couldn't write '1' to '<mark>net/ipv4/tcp_tw_reuse', ignoring". */
    private static final String MARKED =
            "not read: a byte order mark stands before it, which the host takes for the beginning of"
                    + " the name: save the file as UTF-8 without one";

    private final Diagnostics diagnostics = new Diagnostics("files");
    private final IntendedSettings intended;
    private int assignments;

    private ConfigurationFiles(SettingKeyTable keys) {
        this.intended = new IntendedSettings(keys, diagnostics);
    }

    /** Reads the files, listed in any order; of a path listed twice the later one counts. */
    public static ParsedSettings parse(List<ConfigurationFile> files, SettingKeyTable keys) {
        ConfigurationFiles reader = new ConfigurationFiles(keys);
        reader.unmasked(reader.unique(files)).forEach(reader::read);
        List<Setting> settings = reader.intended.settings();
        Optional<OperatingSystem> system = settings.stream()
                .flatMap(setting -> SystemMarks.find(setting.key()).stream())
                .findFirst();
        return new ParsedSettings(settings, Map.of(), reader.diagnostics.toList(), reader.assignments, system);
    }

    private Collection<ConfigurationFile> unique(List<ConfigurationFile> files) {
        Map<String, ConfigurationFile> byPath = new LinkedHashMap<>();
        for (ConfigurationFile file : files) {
            if (byPath.put(file.path(), file) != null) {
                report(file, "sent more than once: the last one counts");
            }
        }
        return byPath.values();
    }

    private List<ConfigurationFile> unmasked(Collection<ConfigurationFile> files) {
        List<ConfigurationFile> ordered = new ArrayList<>(files);
        ordered.removeIf(file -> !isRead(file));
        ordered.sort(READING_ORDER);
        Map<String, ConfigurationFile> strongest = new LinkedHashMap<>();
        ordered.forEach(
                file -> strongest.merge(file.name(), file, (one, other) -> other.rank() < one.rank() ? other : one));
        List<ConfigurationFile> unmasked = new ArrayList<>();
        for (ConfigurationFile file : ordered) {
            ConfigurationFile first = strongest.getOrDefault(file.name(), file);
            if (file.rank() > first.rank()) {
                report(file, "not read: " + first.path() + " has the same name in a stronger directory and masks it");
            } else if (file.equals(first) || !file.content().equals(first.content())) {
                unmasked.add(file);
                reportTwin(file, first);
            }
        }
        return unmasked;
    }

    private void reportTwin(ConfigurationFile file, ConfigurationFile first) {
        if (!file.equals(first)) {
            report(file, "read after " + first.path() + ", which has the same name and rank");
        }
    }

    private boolean isRead(ConfigurationFile file) {
        Optional<String> above = file.findDirectoryAbove();
        if (above.isPresent()) {
            report(file, "not read: the host reads no folder within " + above.get());
            return false;
        }
        if (file.isInSysctlDirectory()) {
            return isNamedForLoading(file);
        }
        return file.isNamedConf() || assigns(file);
    }

    private boolean isNamedForLoading(ConfigurationFile file) {
        boolean named = file.isNamedForLoading();
        if (!named) {
            report(
                    file,
                    "not read: in this directory the host reads only names that end in .conf, in small letters,"
                            + " and do not begin with a dot");
        }
        return named;
    }

    private boolean assigns(ConfigurationFile file) {
        boolean assigns = file.content().lines().map(String::strip).anyMatch(ConfigurationFiles::isAssignment);
        if (!assigns) {
            report(file, "not a sysctl file: its name does not end in .conf and it assigns nothing");
        }
        return assigns;
    }

    private static boolean isAssignment(String line) {
        return !ConfigurationLine.isComment(line)
                && ConfigurationLine.find(line)
                        .filter(found -> found.value() != null && SettingName.isName(found.key()))
                        .isPresent();
    }

    private void read(ConfigurationFile file) {
        SubmittedText submitted = SubmittedText.of(file.content(), file.path());
        diagnostics.addAll(submitted.diagnostics());
        int number = 0;
        for (String raw : (Iterable<String>) submitted.text().lines()::iterator) {
            number++;
            String line = raw.strip();
            SourceLocation place = SourceLocation.of(file.path(), number);
            if (number == 1 && SubmittedText.isMarked(file.content()) && isAssignment(line)) {
                diagnostics.add(Diagnostic.at(place, MARKED));
            } else if (!ConfigurationLine.isComment(line)) {
                read(line, place);
            }
        }
    }

    private void read(String line, SourceLocation place) {
        Optional<ConfigurationLine> found = ConfigurationLine.find(line);
        if (found.isPresent()) {
            assignments += found.get().key().indexOf('.') > 0 ? 1 : 0;
            intended.add(found.get(), place);
        } else {
            diagnostics.add(Diagnostic.at(place, "not an assignment, \"key = value\": " + Excerpt.of(line)));
        }
    }

    private void report(ConfigurationFile file, String message) {
        diagnostics.add(Diagnostic.at(SourceLocation.in(file.path()), message));
    }
}
