package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.json.JsonDocuments;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.FirewallDocument;

/** Reads what {@code nft -j list ruleset} prints: {@code libnftables-json(5)}. */
public final class NftJsonReader {

    private static final int LINES = 200;

    /** The whole output is one line. */
    private static final int START_OF_LINE = 200;

    private NftJsonReader() {}

    /** Never throws. */
    public static Reading read(FirewallDocument document) {
        RulesetDraft draft = new RulesetDraft(document.source());
        JsonDocuments documents = JsonDocuments.parse(document.text(), document.source());
        draft.diagnostics().addAll(documents.diagnostics());
        new JsonRuleset(draft).read(documents);
        return new RulesetBuilder(draft, document.source()).build();
    }

    /** Whether the first object's first name is {@code nftables}. */
    public static boolean recognises(String text) {
        int number = 0;
        StringBuilder start = new StringBuilder();
        for (Line line : new Lines(text)) {
            String words = line.text();
            if (start.length() > 0 || words.startsWith("{")) {
                start.append(words, 0, Math.min(words.length(), START_OF_LINE));
            }
            if (start.length() >= START_OF_LINE || ++number == LINES) {
                break;
            }
        }
        String first = start.length() == 0 ? "" : start.substring(1).stripLeading();
        return first.startsWith("\"nftables\"");
    }
}
