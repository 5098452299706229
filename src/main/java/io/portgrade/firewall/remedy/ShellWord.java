package io.portgrade.firewall.remedy;

/** Text made one word of a POSIX shell, so that a command holds what a client sent and does not run it. */
public final class ShellWord {

    private ShellWord() {}

    /** The text itself when no shell would touch it, single-quoted otherwise. POSIX.1-2017, XCU 2.2.2. */
    public static String quoted(String text) {
        return isPlain(text) && !text.isEmpty() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._-=/,:@%+".indexOf(c) >= 0;
    }
}
