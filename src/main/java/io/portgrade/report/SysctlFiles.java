package io.portgrade.report;

import io.portgrade.ingest.settings.ConfigurationFile;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a host has its settings, as far as commands and tasks may name it: names are the submitter's, and who runs the
 * commands may be another.
 */
record SysctlFiles(OperatingSystem os, Settings submitted, List<SourceText> texts) {

    private static final String MACOS_FILE = "/etc/sysctl.conf";

    /** Read after {@code /etc/sysctl.conf}. {@code libexec/rc/rc.d/sysctl, FreeBSD 14.1}. */
    private static final String FREEBSD_FILE = "/etc/sysctl.conf.local";

    private static final String FOLDER = "/etc/sysctl.d/";
    private static final String SUFFIX = ".conf";

    /** What the names of all files end with that remediations were written to. */
    private static final String OWN_ENDING = "zz-portgrade" + SUFFIX;

    private static final String USUAL_NAME = "99-" + OWN_ENDING;

    /** Sorts after whatever a name goes on with that is not taken over. */
    private static final String LAST_ENDING = "~~~" + OWN_ENDING;

    /** What of a name may go on in the name of another file, whoever reads it: no blank, control character, quote or template. */
    private static final Pattern PLAIN_NAME = Pattern.compile("(?:[A-Za-z0-9._~-]|[^\\p{ASCII}\\p{C}\\p{Z}]){1,200}");

    SysctlFiles {
        texts = List.copyOf(texts);
    }

    static SysctlFiles of(HostSnapshot host) {
        return new SysctlFiles(host.system(), host.settings(), host.texts());
    }

    /**
     * The file that is read last: on Linux a new one, which sorts after all that were submitted, unless the last of them is one
     * that an earlier remediation was written to.
     */
    String last() {
        return switch (os) {
            case FREEBSD -> FREEBSD_FILE;
            case MACOS -> MACOS_FILE;
            default -> lastOfLinux();
        };
    }

    /** What a file holds, by its path or, wherever a repository keeps it, its name; empty when it was not submitted. */
    Optional<String> text(String path) {
        String name = ConfigurationFile.nameOf(path);
        return Stream.<Predicate<String>>of(
                        path::equals,
                        source -> source.endsWith(path),
                        source -> ConfigurationFile.nameOf(source).equals(name))
                .flatMap(isSought -> texts.stream().filter(text -> isSought.test(text.source())))
                .map(SourceText::text)
                .findFirst();
    }

    /** Any file may be meant for the host, whatever it is called where it is kept. */
    private String lastOfLinux() {
        String last = submitted.all().stream()
                .filter(setting -> setting.origin().isFile())
                .map(setting -> ConfigurationFile.nameOf(setting.source().source()))
                .max(Comparator.naturalOrder())
                .orElse("");
        if (last.compareTo(USUAL_NAME) < 0) {
            return FOLDER + USUAL_NAME;
        }
        Matcher plain = PLAIN_NAME.matcher(last);
        boolean begins = plain.lookingAt();
        if (begins && plain.end() == last.length()) {
            return FOLDER + (last.endsWith(OWN_ENDING) ? last : withoutSuffix(last) + OWN_ENDING);
        }
        return FOLDER + (begins ? plain.group() : "") + LAST_ENDING;
    }

    /** Up to its last dot: letters sort after it. */
    private static String withoutSuffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The submitted files in which a setting stands, as far as a command can name the file and find the line. */
    List<String> holding(String key) {
        return submitted.everywhere(key).stream()
                .filter(setting -> setting.origin() == Origin.INTENDED)
                .map(setting -> setting.source().source())
                .filter(path -> !path.startsWith("-") && path.chars().noneMatch(Character::isISOControl))
                .distinct()
                .toList();
    }
}
