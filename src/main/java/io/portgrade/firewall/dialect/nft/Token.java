package io.portgrade.firewall.dialect.nft;

/**
 * A word of an nft text.
 *
 * @param text of a string what is between the quotes, of the end of a line its comment
 * @param line counted from 1
 * @param start index of its first character
 * @param end index after its last
 */
record Token(Kind kind, String text, int line, int start, int end) {

    enum Kind {
        WORD,
        STRING,
        SYMBOL,
        NEWLINE,
        END
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.length() == 1 && text.charAt(0) == symbol;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** Whether it stands for itself: a word or a string. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.STRING;
    }

    boolean endsLine() {
        return kind == Kind.NEWLINE || kind == Kind.END;
    }
}
