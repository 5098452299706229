package io.portgrade.ingest.settings;

/** The two ways of writing a setting's name: {@code net.ipv4.tcp_tw_reuse} and {@code net/ipv4/tcp_tw_reuse}. */
public final class SettingName {

    private SettingName() {}

    /**
     * The dotted form. Where the first separator is a slash, slashes separate and dots are literal, which the dotted
     * form writes as slashes (sysctl.d(5), systemd 252).
     */
    public static String dotted(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        if (slash < 0 || (dot >= 0 && dot < slash)) {
            return name;
        }
        char[] swapped = name.toCharArray();
        for (int i = 0; i < swapped.length; i++) {
            if (swapped[i] == '/') {
                swapped[i] = '.';
            } else if (swapped[i] == '.') {
                swapped[i] = '/';
            }
        }
        return new String(swapped);
    }

    /** Whether a text is written like a name: parts with a separator between them, neither blank nor quote. */
    static boolean isName(String text) {
        boolean separated = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '{' || c == '(') {
                return false;
            }
            separated |= i > 0 && (c == '.' || c == '/');
        }
        return separated && Character.isLetter(text.charAt(0));
    }
}
