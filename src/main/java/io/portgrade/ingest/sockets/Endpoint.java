package io.portgrade.ingest.sockets;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A column with an address, taken apart: {@code 0.0.0.0:22}, {@code [fe80::1]%eth0:546}, {@code :::80}, {@code *.22}.
 *
 * @param address without port or brackets, otherwise as printed
 * @param portText a number, a service name or {@code *}
 */
record Endpoint(String address, String portText) {

    /** Empty when the text has no address or no port, as when it was cut off. */
    static Optional<Endpoint> find(String text) {
        int separator = separator(text);
        if (separator < 1 || separator == text.length() - 1) {
            return Optional.empty();
        }
        String address = text.substring(0, separator);
        int bracket = address.indexOf(']');
        if (address.startsWith("[") != bracket > 0) {
            return Optional.empty();
        }
        if (bracket > 0) {
            address = address.substring(1, bracket) + address.substring(bracket + 1);
        }
        return isWhole(address) ? Optional.of(new Endpoint(address, text.substring(separator + 1))) : Optional.empty();
    }

    /** Whether a foreign address column has no peer's port, as that of a listener: {@code *:*}, {@code 0.0.0.0:0}. */
    static boolean isWildcard(String foreign) {
        String port = foreign.substring(separator(foreign) + 1);
        return port.equals("*") || port.equals("0");
    }

    /** Empty unless it is a number from 1 to 65535. */
    OptionalInt port() {
        int port = 0;
        for (int i = 0; i < portText.length(); i++) {
            char c = portText.charAt(i);
            if (c < '0' || c > '9' || port > 65_535) {
                return OptionalInt.empty();
            }
            port = 10 * port + c - '0';
        }
        return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
    }

    boolean hasNamedPort() {
        return Character.isLetter(portText.charAt(0));
    }

    // Linux and Windows put a colon before the port, BSD and macOS a dot: whichever stands last.
    private static int separator(String text) {
        return Math.max(text.lastIndexOf(':'), text.lastIndexOf('.'));
    }

    // Without its port 127.0.0.1 would read as port 1 of 127.0.0, so an IPv4 address has to have four numbers.
    private static boolean isWhole(String address) {
        int colon = address.lastIndexOf(':');
        String tail = address.substring(colon + 1);
        int dots = 0;
        for (int i = 0; i < tail.length(); i++) {
            char c = tail.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return true;
            }
        }
        return dots == 3 || dots == 0 && colon > 0;
    }
}
