package io.portgrade.firewall.remedy;

import io.portgrade.snapshot.FirewallDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Puts edits into the text of the document that they are for. */
public final class EditedText {

    private EditedText() {}

    /** The document with those of the edits that are for it; empty when one of them is a command only. */
    public static Optional<FirewallDocument> apply(FirewallDocument document, List<FirewallEdit> edits) {
        TreeMap<Integer, List<String>> added = new TreeMap<>();
        String text = document.text();
        for (FirewallEdit edit : edits) {
            if (!edit.source().equals(document.source())) {
                continue;
            }
            Integer line = edit.beforeLine();
            String into = edit.into();
            if (line != null) {
                added.computeIfAbsent(line, any -> new ArrayList<>()).add(edit.text());
            } else if (into != null) {
                Optional<String> extended = JsonInsertion.append(text, into, edit.text());
                if (extended.isEmpty()) {
                    return Optional.empty();
                }
                text = extended.get();
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new FirewallDocument(document.source(), document.format(), withLines(text, added)));
    }

    private static String withLines(String text, TreeMap<Integer, List<String>> added) {
        if (added.isEmpty()) {
            return text;
        }
        StringBuilder edited = new StringBuilder(text.length() + 100 * added.size());
        int number = 1;
        for (String line : text.lines().toList()) {
            added.getOrDefault(number, List.of())
                    .forEach(more -> edited.append(more).append('\n'));
            edited.append(line).append('\n');
            number++;
        }
        added.tailMap(number)
                .values()
                .forEach(lines -> lines.forEach(more -> edited.append(more).append('\n')));
        return edited.toString();
    }
}
