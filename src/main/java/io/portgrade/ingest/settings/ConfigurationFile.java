package io.portgrade.ingest.settings;

import java.util.List;
import java.util.Locale;

/**
 * A file of settings that a host loads, or will.
 *
 * @param path where it is, or where a repository keeps it: {@code rootfs/etc/sysctl.d/90-net.conf}
 */
public record ConfigurationFile(String path, String content) {

    private static final String MAIN_FILE = "/etc/sysctl.conf";

    /** Strongest first (sysctl.d(5), systemd 252). A shorter name that ends a longer one stands behind it. */
    private static final List<String> DIRECTORIES = List.of(
            "/etc/sysctl.d/", "/run/sysctl.d/", "/usr/local/lib/sysctl.d/", "/usr/lib/sysctl.d/", "/lib/sysctl.d/");

    /** 0 for the directory whose files mask all others of the same name; unknown directories rank with it. */
    int rank() {
        String directory = directory();
        for (int i = 0; i < DIRECTORIES.size(); i++) {
            if (directory.endsWith(DIRECTORIES.get(i))) {
                return i;
            }
        }
        return 0;
    }

    /** The name by which files are ordered; Debian links {@code 99-sysctl.conf} to {@code /etc/sysctl.conf}. */
    String name() {
        String path = normal();
        return path.endsWith(MAIN_FILE) ? "99-sysctl.conf" : path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isNamedConf() {
        return path.toLowerCase(Locale.ROOT).endsWith(".conf");
    }

    /** Whether the file lies where only names that end in {@code .conf} are read. */
    boolean isInSysctlDirectory() {
        String directory = directory();
        return DIRECTORIES.stream().anyMatch(directory::endsWith);
    }

    private String directory() {
        String path = normal();
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private String normal() {
        String slashed = path.replace('\\', '/');
        return slashed.startsWith("/") ? slashed : "/" + slashed;
    }
}
