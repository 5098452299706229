package io.portgrade.ingest.settings;

import io.portgrade.snapshot.SettingKeys;
import java.util.Locale;

/**
 * The tables of {@code netsh int ipv4 show dynamicport tcp}, of the same with {@code udp}, and {@code netsh int tcp show global}.
 *
 * <p>Windows translates the labels, so a table of ports is known by its shape: a heading with the word tcp or udp, then
 * a line of dashes, then two labelled numbers, the first port and how many. The heading does not say whether it is of
 * IPv4 or IPv6: the command above it does, and without one the first table is taken for IPv4.
 */
final class NetshText {

    private final SettingKeyTable keys;
    private final Reading reading;
    private Expected expected = Expected.NOTHING;
    private String heading = "";
    private boolean wanted;
    private boolean udp;
    private boolean ipv6;
    private boolean commandSeen;
    private boolean tcpTableSeen;
    private boolean udpTableSeen;

    /** What the next labelled line may be. */
    private enum Expected {
        NOTHING,
        FIRST_PORT,
        NUMBER_OF_PORTS
    }

    NetshText(SettingKeyTable keys, Reading reading) {
        this.keys = keys;
        this.reading = reading;
    }

    /** @param line without surrounding blanks */
    void read(String line, int number) {
        String lower = line.toLowerCase(Locale.ROOT);
        int colon = line.lastIndexOf(':');
        if (lower.contains("netsh ")) {
            commandSeen = true;
            ipv6 = lower.contains(" ipv6 ");
            expected = Expected.NOTHING;
        } else if (colon > 0) {
            readLabelled(lower.substring(0, colon), line.substring(colon + 1).strip(), number);
        } else if (lower.endsWith("-----")) {
            readHeading(lower.startsWith("-") ? heading : lower);
        } else if (!line.isEmpty()) {
            heading = lower;
        }
    }

    private void readHeading(String title) {
        boolean tcp = hasWord(title, "tcp");
        udp = !tcp && hasWord(title, "udp");
        expected = tcp || udp ? Expected.FIRST_PORT : Expected.NOTHING;
        wanted = (tcp || udp) && !ipv6 && (commandSeen || !(udp ? udpTableSeen : tcpTableSeen));
    }

    private void readLabelled(String label, String value, int number) {
        if (label.startsWith("rfc 1323")) {
            keep(SettingKeys.WINDOWS_TIMESTAMPS, value, number);
            reading.recognised(1);
            return;
        }
        if (expected == Expected.NOTHING) {
            return;
        }
        if (!isNumber(value)) {
            expected = Expected.NOTHING;
            return;
        }
        boolean first = expected == Expected.FIRST_PORT;
        expected = first ? Expected.NUMBER_OF_PORTS : Expected.NOTHING;
        reading.recognised(1);
        if (wanted) {
            tcpTableSeen |= !udp;
            udpTableSeen |= udp;
            keep(key(first), value, number);
        }
    }

    private String key(boolean first) {
        if (udp) {
            return first ? SettingKeys.WINDOWS_UDP_PORT_START : SettingKeys.WINDOWS_UDP_PORT_NUM;
        }
        return first ? SettingKeys.WINDOWS_DYNAMIC_PORT_START : SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
    }

    private void keep(String key, String value, int number) {
        if (keys.contains(key)) {
            reading.setting(key, value, number);
        }
    }

    private static boolean hasWord(String line, String word) {
        for (int at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1)))
                    && (end == line.length() || !Character.isLetterOrDigit(line.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
