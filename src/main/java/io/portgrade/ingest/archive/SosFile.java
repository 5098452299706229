package io.portgrade.ingest.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of a sosreport that is worth reading. Names are those of sos 4.0 as Debian 12 packages it (plugins kernel, networking,
 * host, pam; sos/report/plugins), and of the plugin firewall_tables that took the firewall from networking (seen in 4.9). A
 * command's output is called as the command is, with {@code _} for its blanks.
 *
 * @param root the directory of the archive that the report is in; empty when there is none
 * @param path below the root; that of a copied file is its path on the host without the first slash
 * @param rank of several that say the same the one with the lowest is read; 0 is the best
 */
public record SosFile(String root, String path, SosContent content, int rank) {

    private static final String COMMANDS = "sos_commands/";
    private static final String CONF = ".conf";

    private static final List<String> SETTINGS_DIRECTORIES = List.of(
            "etc/sysctl.d/", "run/sysctl.d/", "usr/local/lib/sysctl.d/", "usr/lib/sysctl.d/", "lib/sysctl.d/");

    /** Plugins that run these commands for themselves; others repeat them. */
    private static final Set<String> HOMES = Set.of("kernel", "networking", "firewall_tables", "host");

    private static final int COMMON_RANKS = 2;

    /**
     * Empty for all that is not read, and for every name that leads out of the archive.
     *
     * @param name as the archive has it
     */
    public static Optional<SosFile> find(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (leadsOut(path)) {
            return Optional.empty();
        }
        int slash = path.indexOf('/');
        return find("", path)
                .or(() -> slash < 1 ? Optional.empty() : find(path.substring(0, slash), path.substring(slash + 1)));
    }

    /** Whether a name is absolute, or climbs above the directory that it starts in. */
    public static boolean leadsOut(String name) {
        String slashed = name + "/";
        return slashed.startsWith("/") || slashed.startsWith("../") || slashed.contains("/../");
    }

    private static Optional<SosFile> find(String root, String path) {
        Optional<SosFile> special =
                switch (path) {
                    case "etc/sysctl.conf" -> of(root, path, SosContent.SETTINGS_FILE, 0);
                    case "etc/security/limits.conf" -> of(root, path, SosContent.LIMITS_FILE, 0);
                    case "hostname" -> of(root, path, SosContent.HOST_NAME, COMMON_RANKS);
                    case "etc/hostname" -> of(root, path, SosContent.HOST_NAME, COMMON_RANKS + 1);
                    case "uname" -> of(root, path, SosContent.UNAME, COMMON_RANKS);
                    default -> Optional.empty();
                };
        if (special.isPresent()) {
            return special;
        }
        if (path.startsWith(COMMANDS)) {
            return ofCommand(root, path);
        }
        int name = path.lastIndexOf('/') + 1;
        if (!path.endsWith(CONF) || path.length() - name == CONF.length()) {
            return Optional.empty();
        }
        String directory = path.substring(0, name);
        return directory.equals("etc/security/limits.d/")
                ? of(root, path, SosContent.LIMITS_FILE, 0)
                : SETTINGS_DIRECTORIES.contains(directory)
                        ? of(root, path, SosContent.SETTINGS_FILE, 0)
                        : Optional.empty();
    }

    /** A plugin's own directories are those of other network namespaces, so that nothing in them is read. */
    private static Optional<SosFile> ofCommand(String root, String path) {
        int slash = path.indexOf('/', COMMANDS.length());
        if (slash < 0 || path.indexOf('/', slash + 1) >= 0) {
            return Optional.empty();
        }
        int rank = HOMES.contains(path.substring(COMMANDS.length(), slash)) ? 0 : 1;
        return switch (path.substring(slash + 1)) {
            case "sysctl_-a" -> of(root, path, SosContent.SYSCTL, rank);
            case "ss_-peaonmi" -> of(root, path, SosContent.SOCKETS, rank);
            case "netstat_-W_-neopa", "netstat_-T_-neopa", "netstat_-neopa" ->
                of(root, path, SosContent.SOCKETS, COMMON_RANKS + rank);
            case "nft_list_ruleset", "nft_-a_list_ruleset" -> of(root, path, SosContent.NFT, rank);
            case "hostname" -> of(root, path, SosContent.HOST_NAME, rank);
            case "uname_-a" -> of(root, path, SosContent.UNAME, rank);
            case "ip_-o_addr" -> of(root, path, SosContent.ADDRESSES, rank);
            default -> IptablesOutput.find(path).flatMap(output -> of(root, path, SosContent.IPTABLES, rank));
        };
    }

    private static Optional<SosFile> of(String root, String path, SosContent content, int rank) {
        return Optional.of(new SosFile(root, path, content, rank));
    }
}
