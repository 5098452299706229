package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** A place in an nft text, between two words. */
final class Cursor {

    private static final int LONGEST_QUOTATION = 400;

    private final String text;
    private final Lexer lexer;
    private final Deque<Token> ahead = new ArrayDeque<>();
    private int lastEnd;

    Cursor(String text, Lexer lexer) {
        this.text = text;
        this.lexer = lexer;
    }

    Token peek() {
        return peek(0);
    }

    /** @param distance how many words to look beyond the next; few */
    Token peek(int distance) {
        while (ahead.size() <= distance) {
            ahead.add(lexer.next());
        }
        if (distance == 0) {
            return ahead.element();
        }
        Iterator<Token> tokens = ahead.iterator();
        for (int i = 0; i < distance; i++) {
            tokens.next();
        }
        return tokens.next();
    }

    /** At the end of the text, its end again and again. */
    Token next() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            ahead.remove();
        }
        if (!token.endsLine()) {
            lastEnd = token.end();
        }
        return token;
    }

    boolean isAt(char symbol) {
        return peek().isSymbol(symbol);
    }

    boolean isAt(String word) {
        return peek().isWord(word);
    }

    boolean isAtEnd() {
        return peek().kind() == Kind.END;
    }

    boolean accept(char symbol) {
        boolean is = isAt(symbol);
        if (is) {
            next();
        }
        return is;
    }

    boolean accept(String word) {
        boolean is = isAt(word);
        if (is) {
            next();
        }
        return is;
    }

    void skipNewlines() {
        while (peek().kind() == Kind.NEWLINE) {
            next();
        }
    }

    /** Whether a rule, or another statement, ends here. */
    boolean endsStatement() {
        Token token = peek();
        return token.endsLine() || token.isSymbol(';') || token.isSymbol('}');
    }

    /**
     * Passes over the rest of a statement, with the blocks in it. A line ends it, unless its last word shows that more
     * follows.
     */
    void skipStatement() {
        int depth = 0;
        boolean goesOn = false;
        while (!isAtEnd()) {
            Token token = peek();
            boolean atEnd = token.kind() == Kind.NEWLINE ? !goesOn && depth == 0 : token.isSymbol(';') && depth == 0;
            if (atEnd || token.isSymbol('}') && depth == 0) {
                return;
            }
            next();
            depth += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
            goesOn = token.kind() == Kind.NEWLINE ? goesOn : token.isSymbol(',');
        }
    }

    /** Passes over the rest of a line that is broken, whatever is open in it; a list goes on after a comma. */
    void skipBrokenLine() {
        boolean goesOn = false;
        int depth = 0;
        while (!isAtEnd()) {
            Token token = peek();
            if (token.kind() == Kind.NEWLINE && !goesOn || token.isSymbol('}') && depth == 0) {
                return;
            }
            next();
            depth += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
            goesOn = token.kind() == Kind.NEWLINE ? goesOn : token.isSymbol(',') || token.isSymbol('{');
        }
    }

    /** What stands from here to the word before, on one line. */
    String textSince(Token first) {
        int stop = Math.max(first.start(), Math.min(lastEnd, first.start() + LONGEST_QUOTATION));
        if (lastEnd == stop && isOneLine(first.start(), stop)) {
            return text.substring(first.start(), stop);
        }
        StringBuilder line = new StringBuilder(stop - first.start());
        for (int i = first.start(); i < stop; i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || c == '\\' && i + 1 < stop && text.charAt(i + 1) == '\n';
            if (!blank) {
                line.append(c);
            } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return lastEnd > stop ? line.append('…').toString() : line.toString();
    }

    /** Whether nothing but single blanks stands between words. */
    private boolean isOneLine(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\\' || c == ' ' && i + 1 < to && text.charAt(i + 1) == ' ') {
                return false;
            }
        }
        return true;
    }
}
