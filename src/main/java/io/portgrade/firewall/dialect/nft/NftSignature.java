package io.portgrade.firewall.dialect.nft;

import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Optional;
import java.util.Set;

/** Tells a document of nftables from others, by its first lines. */
public final class NftSignature {

    private static final int LINES = 200;

    /** The output of {@code nft -j} is one line, and its first words say what it is. */
    private static final int START_OF_JSON = 200;

    private static final Set<String> VERBS =
            Set.of("add", "create", "insert", "replace", "delete", "destroy", "flush", "list");
    private static final Set<String> THINGS =
            Set.of("table", "chain", "rule", "set", "map", "element", "ruleset", "flowtable");

    private NftSignature() {}

    public static Optional<FirewallFormat> find(String text) {
        int number = 0;
        boolean object = false;
        for (Line line : new Lines(text)) {
            String all = line.text();
            object |= all.startsWith("{");
            if (object && startOf(all).contains("\"nftables\"")) {
                return Optional.of(FirewallFormat.NFT_JSON);
            }
            if (!object && isOfText(line, all)) {
                return Optional.of(FirewallFormat.NFT);
            }
            if (++number == LINES) {
                break;
            }
        }
        return Optional.empty();
    }

    private static String startOf(String line) {
        return line.substring(0, Math.min(line.length(), START_OF_JSON));
    }

    private static boolean isOfText(Line line, String all) {
        String first = line.word(0);
        if (first.equals("table")) {
            boolean family = TableFamily.find(line.word(1)).isPresent();
            return family ? !line.word(2).isEmpty() && line.size() <= 4 || line.word(3).startsWith("{") : isBlock(line);
        }
        if (first.equals("type")) {
            return line.word(2).equals("hook") && line.word(4).startsWith("priority");
        }
        return all.startsWith("#!") && all.contains("nft")
                || all.startsWith("# Warning: table ") && all.contains("managed by iptables-nft")
                || isCommand(line, 0)
                || isTyped(line);
    }

    private static boolean isBlock(Line line) {
        return line.word(2).equals("{") && !line.word(1).startsWith("<");
    }

    private static boolean isCommand(Line line, int at) {
        return VERBS.contains(line.word(at)) && THINGS.contains(line.word(at + 1));
    }

    /** {@code $ sudo nft add rule …}; the listing as JSON is told by itself. */
    private static boolean isTyped(Line line) {
        for (int i = 0; i < 3; i++) {
            String next = line.word(i + 1);
            if (line.word(i).endsWith("nft") && (VERBS.contains(next) && !next.equals("list") || next.startsWith("'"))) {
                return true;
            }
        }
        return false;
    }
}
