package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.FirewallDocument;
import java.util.Set;

/** Reads what {@code nft list ruleset} prints, scripts for {@code nft -f}, and commands of nft. */
public final class NftReader {

    private static final int LINES = 200;

    private static final Set<String> VERBS =
            Set.of("add", "create", "insert", "replace", "delete", "destroy", "flush", "list");
    private static final Set<String> THINGS =
            Set.of("table", "chain", "rule", "set", "map", "element", "ruleset", "flowtable");

    private NftReader() {}

    /** Never throws. */
    public static Reading read(FirewallDocument document) {
        RulesetDraft draft = new RulesetDraft(document.source());
        new ScriptParser(document.text(), draft).parse();
        return new RulesetBuilder(draft, document.source()).build();
    }

    /** Whether one of the first {@value #LINES} lines is one that only nft has. */
    public static boolean recognises(String text) {
        int number = 0;
        for (Line line : new Lines(text)) {
            if (line.word(0).startsWith("{") || line.word(0).startsWith("[")) {
                return false;
            }
            if (isOfNft(line)) {
                return true;
            }
            if (++number == LINES) {
                break;
            }
        }
        return false;
    }

    private static boolean isOfNft(Line line) {
        return switch (line.word(0)) {
            case "table" -> isTable(line);
            case "type" -> line.word(2).equals("hook") && line.text().contains(" priority ");
            case "#!/usr/sbin/nft", "#!/sbin/nft" -> true;
            case "#" ->
                line.text().startsWith("# Warning: table ") && line.text().contains("iptables-nft");
            default -> isCommand(line, 0) || isTyped(line);
        };
    }

    /** Not pf's {@code table <name>}. */
    private static boolean isTable(Line line) {
        boolean family = TableFamily.find(line.word(1)).isPresent();
        int name = family && !line.word(2).equals("{") ? 2 : 1;
        String after = line.word(name + 1);
        boolean named = !line.word(name).isEmpty() && !line.word(name).startsWith("<");
        return named && (after.startsWith("{") || family && name == 2 && after.isEmpty());
    }

    private static boolean isCommand(Line line, int at) {
        return VERBS.contains(line.word(at)) && THINGS.contains(line.word(at + 1));
    }

    /** {@code $ sudo nft add rule …} */
    private static boolean isTyped(Line line) {
        for (int i = 0; i < 3; i++) {
            boolean nft = line.word(i).equals("nft") || line.word(i).endsWith("/nft");
            String next = line.word(i + 1);
            if (nft
                    && (VERBS.contains(next) && !next.equals("list")
                            || next.startsWith("'")
                            || next.startsWith("\""))) {
                return true;
            }
        }
        return false;
    }
}
