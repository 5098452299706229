package io.portgrade.api;

/**
 * Tells from a JSON body, before it is read, whether it may hold firewalls: few lines of theirs can keep an analysis busy for
 * as long as its budget lasts, which is too long for the event loop.
 */
final class FirewallMark {

    private static final String KEY = "\"firewall\"";

    private FirewallMark() {}

    /** Whether the key stands anywhere, or an escape that it may be written with. */
    static boolean mayBeIn(byte[] json) {
        for (int i = 0; i + 1 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' || json[i] == '"' && isKey(json, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(byte[] json, int at) {
        if (at + KEY.length() > json.length) {
            return false;
        }
        for (int i = 0; i < KEY.length(); i++) {
            if (json[at + i] != KEY.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
