package io.portgrade.firewall.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * Finds the documents in a text, line by line. After what is not JSON it goes on with a later line that begins like a
 * document, never an earlier one, so that the whole is linear.
 */
final class DocumentScan {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonDocuments.MAX_DEPTH)
                    .build())
            .build();

    /** Each start costs some tens of microseconds. */
    private static final int MAX_STARTS = 1_000;

    private final char[] text;
    private final Iterator<Line> lines;
    private final Diagnostics diagnostics;
    private final TreeBuilder tree;

    /** The last line that was looked at, counted from 1. */
    private int lineNumber;

    /** Where the line after it begins. */
    private int position;

    private int starts;
    private boolean whole = true;

    DocumentScan(String text, String source) {
        this.text = text.toCharArray();
        this.lines = new Lines(text).iterator();
        this.diagnostics = new Diagnostics(source);
        this.tree = new TreeBuilder(diagnostics);
        this.position = text.startsWith("\uFEFF") ? 1 : 0;
    }

    JsonDocuments all() {
        while (lines.hasNext() && !tree.isFull() && starts <= MAX_STARTS) {
            int begin = position;
            Line line = lines.next();
            skipLine();
            if (begins(line)) {
                start(begin);
            } else if (whole && !line.isBlank() && !line.isPrompt()) {
                diagnostics.at(line, "not JSON");
            }
        }
        return new JsonDocuments(tree.roots(), diagnostics.toList(), whole);
    }

    /** Inside a malformed document, indented lines are the rest of it. */
    private boolean begins(Line line) {
        String first = line.word(0);
        return (first.startsWith("{") || first.startsWith("[")) && !line.isPrompt() && (whole || !line.isIndented());
    }

    private void skipLine() {
        lineNumber++;
        while (position < text.length && text[position] != '\n') {
            position++;
        }
        position++;
    }

    private void start(int begin) {
        if (++starts > MAX_STARTS) {
            cut(lineNumber, "more than " + MAX_STARTS + " documents with something else in between");
        } else {
            parse(begin);
        }
    }

    /** Reads documents from the start of a line up to where something else follows. */
    private void parse(int begin) {
        int before = lineNumber - 1;
        try (JsonParser parser = JSON.createParser(text, begin, text.length - begin)) {
            int last = before + read(parser, before);
            skipBelow(last);
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            report(malformed, before + (place == null ? 1 : Math.max(1, place.getLineNr())));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The line, counted from where the parser began, up to which the text was read. */
    private int read(JsonParser parser, int before) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int line = parser.currentTokenLocation().getLineNr();
            if (tree.depth() == 0 && token.isScalarValue()) {
                diagnostics.at(before + line, "neither an object nor an array of JSON");
                return line + 1;
            }
            if (tree.isFull()) {
                cut(before + line, "more than " + JsonDocuments.MAX_VALUES + " values");
                return line + 1;
            }
            tree.add(token, parser, before + line);
        }
        return Integer.MAX_VALUE - before;
    }

    private void report(JsonProcessingException malformed, int line) {
        if (tree.depth() > 0) {
            cut(line, reason(malformed));
            skipBelow(line + 1);
        } else if (line > lineNumber) {
            skipBelow(line);
        } else {
            diagnostics.at(line, "not JSON from somewhere on this line");
        }
    }

    private static String reason(JsonProcessingException malformed) {
        if (malformed instanceof JsonEOFException) {
            return "the JSON ends before it is complete";
        }
        if (malformed instanceof StreamConstraintsException) {
            return "deeper than " + JsonDocuments.MAX_DEPTH + " levels of JSON, or a value that is too long";
        }
        return "malformed JSON";
    }

    private void cut(int line, String reason) {
        diagnostics.at(line, reason + "; what follows is not read, and uncertain");
        tree.cut();
        whole = false;
    }

    /** Leaves out the lines above this one. */
    private void skipBelow(int line) {
        while (lineNumber < line - 1 && lines.hasNext()) {
            lines.next();
            skipLine();
        }
    }
}
