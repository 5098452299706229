package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Table;
import java.util.List;
import java.util.Optional;

/** A call of a tool that changes rules and is not iptables itself, in a line that was typed or stands in a script. */
sealed interface OtherTool {

    /**
     * Loads the dump that follows as a here-document.
     *
     * @param keeper of the tables
     * @param flushes whether tables in it take the place of those that were there
     */
    record Restore(Family family, Table.Keeper keeper, boolean flushes) implements OtherTool {}

    /** Does what does not stand here. */
    record Elsewhere() implements OtherTool {}

    /** The first in a line; empty when none changes anything. */
    static Optional<OtherTool> in(String line) {
        List<String> words = List.of(line.strip().split("\\s+", -1));
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i).substring(words.get(i).lastIndexOf('/') + 1);
            List<String> rest = words.subList(i + 1, words.size());
            if (name.endsWith("-restore") && name.contains("tables")) {
                return Optional.of(line.contains("<<") ? restore(name, rest) : new Elsewhere());
            }
            if (name.equals("nft") && !rest.isEmpty() && !rest.get(0).equals("list")) {
                return Optional.of(new Elsewhere());
            }
        }
        return Optional.empty();
    }

    private static Restore restore(String name, List<String> options) {
        boolean adds = options.contains("-n") || options.contains("--noflush");
        return new Restore(name.startsWith("ip6") ? Family.IPV6 : Family.IPV4, ToolCall.keeper(name), !adds);
    }
}
