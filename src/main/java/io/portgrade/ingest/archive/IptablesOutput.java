package io.portgrade.ingest.archive;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a file shows, told by the command that it is named after.
 *
 * @param family as nft calls it: {@code ip} or {@code ip6}
 * @param table null when the file holds all tables that there are
 */
record IptablesOutput(String family, @Nullable String table) {

    /** Tables whose listings tell which table they are of; security looks as filter does. */
    private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw");

    static final String FILTER = "filter";

    /** @param path of a file that is named after a command */
    static Optional<IptablesOutput> find(String path) {
        String command = path.substring(path.lastIndexOf('/') + 1);
        String family = command.startsWith("ip6tables") ? "ip6" : "ip";
        String arguments = command.startsWith("ip6tables")
                ? command.substring("ip6tables".length())
                : command.startsWith("iptables") ? command.substring("iptables".length()) : "";
        return switch (arguments) {
            case "-save", "-save_-c" -> Optional.of(new IptablesOutput(family, null));
            case "_-vnxL" -> Optional.of(new IptablesOutput(family, FILTER));
            default ->
                TABLES.stream()
                        .filter(table -> arguments.equals("_-t_" + table + "_-nvL"))
                        .findFirst()
                        .map(table -> new IptablesOutput(family, table));
        };
    }

    boolean isDump() {
        return table == null;
    }
}
