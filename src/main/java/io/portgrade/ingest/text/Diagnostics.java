package io.portgrade.ingest.text;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found wrong with one source: the first 100 diagnostics, and how many more there were. */
public final class Diagnostics {

    static final int LIMIT = 100;

    private final String source;
    private final List<Diagnostic> first = new ArrayList<>();
    private int more;

    /**
     * Starts with none.
     *
     * @param source as in {@link SourceLocation#source()}
     */
    public Diagnostics(String source) {
        this.source = source;
    }

    /**
     * A line of this source.
     *
     * @param line counted from 1
     */
    public SourceLocation place(int line) {
        return SourceLocation.of(source, line);
    }

    public SourceLocation place(Line line) {
        return place(line.number());
    }

    /**
     * Adds one about a line.
     *
     * @param line counted from 1
     */
    public void at(int line, String message) {
        add(new Diagnostic(source, line, message));
    }

    /** Adds one about a line, which is quoted after the message. */
    public void at(Line line, String message) {
        if (isFull()) {
            more++;
        } else {
            at(line.number(), message + ": " + Excerpt.of(line.text()));
        }
    }

    public void ofWhole(String message) {
        add(new Diagnostic(source, null, message));
    }

    public void addAll(Collection<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    public void add(Diagnostic diagnostic) {
        if (isFull()) {
            more++;
        } else {
            first.add(diagnostic);
        }
    }

    /** Whether another diagnostic would only be counted. */
    public boolean isFull() {
        return first.size() >= LIMIT;
    }

    /** In the order in which they were added. */
    public List<Diagnostic> toList() {
        if (more == 0) {
            return List.copyOf(first);
        }
        List<Diagnostic> all = new ArrayList<>(first);
        all.add(new Diagnostic(source, null, "and " + more + " more like these, left out"));
        return List.copyOf(all);
    }
}
