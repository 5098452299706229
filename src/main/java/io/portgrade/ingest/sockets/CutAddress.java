package io.portgrade.ingest.sockets;

/**
 * Tells a column of netstat whose IPv6 address may be cut short: with nothing else to be seen of it, several addresses
 * look alike.
 */
final class CutAddress {

    /** net-tools 2.10 cuts the address so that the port still fits behind it. */
    private static final int LINUX_COLUMN = 23;

    /** FreeBSD 14 and macOS cut the address, whatever the port (usr.bin/netstat/inet6.c, inet6print). */
    private static final int BSD_ADDRESS = 16;

    private CutAddress() {}

    /** @param column an address with its port */
    static boolean in(String column) {
        if (column.indexOf(':') == column.lastIndexOf(':') || column.charAt(0) == '[') {
            return false;
        }
        int dot = column.lastIndexOf('.');
        return dot > column.lastIndexOf(':') ? dot == BSD_ADDRESS : column.length() == LINUX_COLUMN;
    }
}
