package io.portgrade.firewall.dialect.json;

import io.portgrade.snapshot.Diagnostic;
import java.util.List;

/**
 * The objects and arrays that a text holds one after the other.
 *
 * @param roots in the order of the text; of one that is cut short or malformed, what stands before that
 * @param diagnostics what is not JSON, with its line
 * @param whole false when a document is cut short or malformed, so that some of what it says is not known
 */
public record JsonDocuments(List<JsonTree> roots, List<Diagnostic> diagnostics, boolean whole) {

    /** Objects and arrays inside each other; what is deeper is malformed. */
    public static final int MAX_DEPTH = 200;

    /** Values in one text; what follows them is not read. */
    public static final int MAX_VALUES = 2_000_000;

    public JsonDocuments {
        roots = List.copyOf(roots);
        diagnostics = List.copyOf(diagnostics);
    }

    /**
     * Reads whatever can be read; never throws. Lines around the documents are passed over, a shell's prompts without a
     * word.
     *
     * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
     */
    public static JsonDocuments parse(String text, String source) {
        return new DocumentScan(text, source).all();
    }
}
