package io.portgrade.ingest.settings;

import java.util.Locale;
import java.util.Optional;

/**
 * A line on which {@code sysctl} says that it could not read a setting, and why.
 *
 * @param key in dotted form
 */
record SysctlComplaint(String key, Reason reason) {

    private static final String PROC_SYS = "/proc/sys/";

    /** Why a setting could not be read. */
    enum Reason {
        DENIED,
        UNKNOWN_KEY,
        OTHER
    }

    /** Whether {@code sysctl} itself speaks on this line. */
    static boolean isComplaint(String line) {
        return line.startsWith("sysctl: ") || line.startsWith("error: ");
    }

    /** @param line one that {@link #isComplaint}; empty when it names no key */
    static Optional<SysctlComplaint> find(String line) {
        String said = line.substring(line.indexOf(' ') + 1).strip();
        String name = named(said);
        if (name.startsWith(PROC_SYS)) {
            name = name.substring(PROC_SYS.length());
        }
        return SettingName.isName(name)
                ? Optional.of(new SysctlComplaint(SettingName.dotted(name), reasonOf(said.toLowerCase(Locale.ROOT))))
                : Optional.empty();
    }

    private static String named(String said) {
        for (char quote : new char[] {'\'', '"'}) {
            int open = said.indexOf(quote);
            int close = open < 0 ? -1 : said.indexOf(quote, open + 1);
            if (close > 0) {
                return said.substring(open + 1, close);
            }
        }
        int path = said.indexOf(PROC_SYS);
        int start = Math.max(path, 0);
        int end = said.indexOf(": ", start);
        return said.substring(start, end < 0 ? said.length() : end);
    }

    private static Reason reasonOf(String said) {
        if (said.contains("permission denied") || said.contains("not permitted") || said.startsWith("reading key")) {
            return Reason.DENIED;
        }
        boolean unknown = said.contains("no such file") || said.contains("unknown oid") || said.contains("unknown key");
        return unknown ? Reason.UNKNOWN_KEY : Reason.OTHER;
    }
}
