package io.portgrade.firewall.dialect;

import io.portgrade.firewall.dialect.iptables.Recognition;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One text with a dump of iptables and rules of another kind, as when two commands are pasted into one field: a document for
 * each, in which the lines of the other are empty, so that each line keeps its number.
 */
final class MixedText {

    private static final String END_OF_TABLE = "COMMIT";

    private MixedText() {}

    /** The document itself when it is of one kind, or states its format. */
    static List<FirewallDocument> split(FirewallDocument document) {
        if (document.format() != null || !document.text().contains(END_OF_TABLE)) {
            return List.of(document);
        }
        List<String> lines = document.text().lines().toList();
        BitSet dumped = dumped(lines);
        if (dumped.isEmpty() || !hasMore(lines, dumped)) {
            return List.of(document);
        }
        addCaptions(dumped, lines);
        BitSet others = new BitSet(lines.size());
        others.set(0, lines.size());
        others.andNot(dumped);
        String rest = only(others, lines);
        Optional<FirewallFormat> other = Dialects.recognise(rest).filter(MixedText::isNoPartOfDump);
        return other.isEmpty()
                ? List.of(document)
                : List.of(
                        new FirewallDocument(document.source(), null, only(dumped, lines)),
                        new FirewallDocument(document.source(), other.get(), rest));
    }

    /** The lines of tables, each from its name to COMMIT. One that does not end leaves open what the lines after it are. */
    private static BitSet dumped(List<String> lines) {
        BitSet dumped = new BitSet(lines.size());
        int start = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (Recognition.startsTable(line)) {
                start = i;
            } else if (start >= 0 && line.equals(END_OF_TABLE)) {
                dumped.set(start, i + 1);
                start = -1;
            }
        }
        return dumped;
    }

    private static boolean hasMore(List<String> lines, BitSet dumped) {
        for (int i = dumped.nextClearBit(0); i < lines.size(); i = dumped.nextClearBit(i + 1)) {
            if (!lines.get(i).isBlank() && !lines.get(i).stripLeading().startsWith("#")) {
                return true;
            }
        }
        return false;
    }

    /** Scripts that change rules may hold dumps, and are read as one. */
    private static boolean isNoPartOfDump(FirewallFormat format) {
        return format == FirewallFormat.IPTABLES_LIST || !IptablesDialect.FORMATS.contains(format);
    }

    /** Comments, and the commands that print a dump: they tell the family. */
    private static void addCaptions(BitSet dumped, List<String> lines) {
        for (int i = dumped.nextClearBit(0); i < lines.size(); i = dumped.nextClearBit(i + 1)) {
            String line = lines.get(i);
            if (line.stripLeading().startsWith("#") || line.contains("tables")) {
                dumped.set(i);
            }
        }
    }

    private static String only(BitSet which, List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(which.get(i) ? lines.get(i) : "").append('\n');
        }
        return text.toString();
    }
}
