package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.dialect.nft.Token.Kind;

/** Splits an nft text into words, one at a time. Backslashes and single quotes, which are the shell's, are left out. */
final class Lexer {

    /** No address, whether of IP or Ethernet, is longer. */
    private static final int LONGEST_ADDRESS = 48;

    private static final int MAC_LENGTH = 17;

    /** Of an address of IPv6, and one after it. */
    private static final int MOST_COLONS = 8;

    private final String text;
    private final int end;
    private int position;
    private int line;

    Lexer(String text) {
        this(text, 0, text.length(), 1);
    }

    /** @param line of the character at {@code start} */
    Lexer(String text, int start, int end, int line) {
        this.text = text;
        this.position = start == 0 && text.startsWith("\uFEFF") ? 1 : start;
        this.end = end;
        this.line = line;
    }

    Token next() {
        skipBlanks();
        if (position >= end) {
            return new Token(Kind.END, "", line, end, end);
        }
        char c = text.charAt(position);
        if (c == '\n') {
            position++;
            return new Token(Kind.NEWLINE, "", line++, position - 1, position);
        }
        if (c == '#') {
            return comment();
        }
        if (c == '"') {
            return string();
        }
        int length = wordLength(c);
        return length > 0 ? token(Kind.WORD, length) : token(Kind.SYMBOL, symbolLength(c));
    }

    private void skipBlanks() {
        while (position < end) {
            char c = text.charAt(position);
            if (c == '\\' && position + 1 < end && text.charAt(position + 1) == '\n') {
                position += 2;
                line++;
            } else if (c != '\n' && (c <= ' ' || c == '\u00A0' || c == '\'' || c == '\\')) {
                position++;
            } else {
                return;
            }
        }
    }

    /** Up to and with the end of the line. */
    private Token comment() {
        int newline = text.indexOf('\n', position);
        int stop = newline < 0 || newline >= end ? end : newline;
        Token token = new Token(Kind.NEWLINE, text.substring(position + 1, stop), line, stop, stop);
        line++;
        position = Math.min(end, stop + 1);
        return token;
    }

    /** A string that is not closed ends with its line. */
    private Token string() {
        int stop = position + 1;
        while (stop < end && text.charAt(stop) != '"' && text.charAt(stop) != '\n') {
            stop += text.charAt(stop) == '\\' && stop + 1 < end && text.charAt(stop + 1) == '"' ? 2 : 1;
        }
        int after = stop < end && text.charAt(stop) == '"' ? stop + 1 : stop;
        Token token = new Token(Kind.STRING, text.substring(position + 1, stop), line, position, after);
        position = after;
        return token;
    }

    private Token token(Kind kind, int length) {
        Token token = new Token(kind, text.substring(position, position + length), line, position, position + length);
        position += length;
        return token;
    }

    /** 0 when no word begins here. */
    private int wordLength(char c) {
        int address = Character.digit(c, 16) >= 0 || c == ':' ? addressLength() : 0;
        if (address > 0) {
            return address;
        }
        if (c >= '0' && c <= '9') {
            return runOf("._");
        }
        if (isLetter(c) || c == '_') {
            int length = runOf("._-/");
            return position + length < end && text.charAt(position + length) == '*' ? length + 1 : length;
        }
        return c == '*' ? 1 : 0;
    }

    /** Letters, digits and these; none of these at the end. */
    private int runOf(String others) {
        int stop = position;
        while (stop < end && (isLetterOrDigit(text.charAt(stop)) || others.indexOf(text.charAt(stop)) >= 0)) {
            stop++;
        }
        while (stop > position + 1 && (text.charAt(stop - 1) == '.' || text.charAt(stop - 1) == '/')) {
            stop--;
        }
        return stop - position;
    }

    /** Of an address with colons, which a word may begin like. */
    private int addressLength() {
        int stop = position;
        int colons = 0;
        while (stop < end && stop - position < LONGEST_ADDRESS && isOfAddress(text.charAt(stop))) {
            colons += text.charAt(stop) == ':' ? 1 : 0;
            stop++;
        }
        if (colons < 2 || colons > MOST_COLONS || stop < end && isLetterOrDigit(text.charAt(stop))) {
            return 0;
        }
        for (int length = stop - position; length >= Math.max(2, stop - position - 1); length--) {
            String address = text.substring(position, position + length);
            if (IpAddress.find(address).isPresent() || isMac(address)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean isMac(String text) {
        boolean mac = text.length() == MAC_LENGTH;
        for (int i = 2; mac && i < text.length(); i += 3) {
            mac = text.charAt(i) == ':';
        }
        return mac;
    }

    private int symbolLength(char c) {
        char after = position + 1 < end ? text.charAt(position + 1) : ' ';
        boolean pair = "=!<>".indexOf(c) >= 0 && after == '=' || (c == '<' || c == '>') && after == c;
        return pair ? 2 : 1;
    }

    private static boolean isOfAddress(char c) {
        return c == ':' || c == '.' || c < '\u0080' && Character.digit(c, 16) >= 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isLetterOrDigit(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }
}
