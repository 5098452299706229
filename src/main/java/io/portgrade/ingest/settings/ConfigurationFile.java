package io.portgrade.ingest.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of settings that a host loads, or will.
 *
 * @param path where it is, or where a repository keeps it: {@code rootfs/etc/sysctl.d/90-net.conf}
 */
public record ConfigurationFile(String path, String content) {

    private static final String MAIN_FILE = "/etc/sysctl.conf";
    private static final String CONF = ".conf";

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

    String name() {
        return nameOf(path);
    }

    /** The name by which files are ordered; Debian links {@code 99-sysctl.conf} to {@code /etc/sysctl.conf}. */
    public static String nameOf(String path) {
        String normal = normal(path);
        return normal.endsWith(MAIN_FILE) ? "99-sysctl.conf" : normal.substring(normal.lastIndexOf('/') + 1);
    }

    /** In whatever letters, as a repository may. */
    boolean isNamedConf() {
        return path.toLowerCase(Locale.ROOT).endsWith(CONF);
    }

    /** As the host demands it in its directories ({@code dirent_is_file_with_suffix} in systemd 252, src/basic/dirent-util.c). */
    boolean isNamedForLoading() {
        String name = name();
        return name.endsWith(CONF) && !name.startsWith(".");
    }

    /** Whether the file lies where only names that end in {@code .conf} are read. */
    boolean isInSysctlDirectory() {
        String directory = directory();
        return DIRECTORIES.stream().anyMatch(directory::endsWith);
    }

    /** The directory of the host in one of whose own directories, which it does not read, the file lies. */
    Optional<String> findDirectoryAbove() {
        String directory = directory();
        return isInSysctlDirectory() || normal(path).endsWith(MAIN_FILE)
                ? Optional.empty()
                : DIRECTORIES.stream().filter(directory::contains).findFirst();
    }

    private String directory() {
        String normal = normal(path);
        return normal.substring(0, normal.lastIndexOf('/') + 1);
    }

    private static String normal(String path) {
        String slashed = path.replace('\\', '/');
        return slashed.startsWith("/") ? slashed : "/" + slashed;
    }
}
