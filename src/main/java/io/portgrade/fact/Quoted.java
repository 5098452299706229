package io.portgrade.fact;

/** Submitted text made fit to stand in a message. */
final class Quoted {

    private static final int LONGEST = 80;

    private Quoted() {}

    /** At most 80 characters, control characters replaced. */
    static String shortened(String text) {
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        StringBuilder printable = new StringBuilder(head.length());
        head.chars().forEach(c -> printable.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return printable.toString();
    }
}
