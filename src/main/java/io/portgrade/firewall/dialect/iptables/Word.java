package io.portgrade.firewall.dialect.iptables;

/**
 * A word of a line.
 *
 * @param text without quotes
 * @param written with them
 * @param quoted whether any part was in quotes; such a word is never an option
 */
record Word(String text, String written, boolean quoted) {

    boolean is(String other) {
        return !quoted && text.equals(other);
    }

    /** Whether it names an option: {@code -p}, {@code --dport}. */
    boolean isOption() {
        return !quoted
                && text.length() > 1
                && text.charAt(0) == '-'
                && (text.charAt(1) == '-' || Character.isLetter(text.charAt(1)));
    }
}
