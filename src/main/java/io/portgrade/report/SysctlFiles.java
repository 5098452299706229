package io.portgrade.report;

import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a host has its settings, as far as commands and tasks may name it: names are the submitter's, and who runs the
 * commands may be another.
 */
record SysctlFiles(OperatingSystem os, Settings submitted) {

    private static final String MACOS_FILE = "/etc/sysctl.conf";

    /** Read after {@code /etc/sysctl.conf}. {@code libexec/rc/rc.d/sysctl, FreeBSD 14.1}. */
    private static final String FREEBSD_FILE = "/etc/sysctl.conf.local";

    private static final String FOLDER = "/etc/sysctl.d/";
    private static final String USUAL_NAME = "99-zz-portgrade.conf";

    /** Sorts after any name of ASCII that begins with less than three tildes. */
    private static final String VERY_LAST_NAME = "~~~zz-portgrade.conf";

    private static final String SUFFIX = ".conf";

    /** What may go on in the name of another file. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** The file that is read last: on Linux a new one, which sorts after all that were submitted. */
    String last() {
        return switch (os) {
            case FREEBSD -> FREEBSD_FILE;
            case MACOS -> MACOS_FILE;
            default -> lastOfLinux();
        };
    }

    /** These settings, and what else the file has, which would be lost otherwise. */
    SortedMap<String, String> kept(String path, SortedMap<String, String> settings) {
        SortedMap<String, String> all = new TreeMap<>(submitted.in(path));
        all.putAll(settings);
        return all;
    }

    private String lastOfLinux() {
        String last = submitted.all().stream()
                .filter(setting -> setting.origin().isFile())
                .map(setting -> name(setting.source().source()))
                .filter(name -> name.endsWith(SUFFIX))
                .max(Comparator.naturalOrder())
                .orElse("");
        if (last.compareTo(USUAL_NAME) < 0) {
            return FOLDER + USUAL_NAME;
        }
        return PLAIN_NAME.matcher(last).matches()
                ? FOLDER + last.substring(0, last.length() - SUFFIX.length()) + "zz-portgrade" + SUFFIX
                : FOLDER + VERY_LAST_NAME;
    }

    private static String name(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
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
