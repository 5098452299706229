package io.portgrade.firewall;

import java.util.Optional;

/**
 * An address of either family.
 *
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits, unsigned; an IPv4 address fills the lower 32
 */
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {

    private static final int GROUPS = 8;

    /**
     * Reads {@code 10.0.5.12} or {@code fe80::1}, with brackets or a zone or without; empty when it is neither. A zero before
     * other digits of IPv4 means octal to some tools and nothing to others, so that {@code 010.0.5.12} is no address.
     */
    public static Optional<IpAddress> find(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        String address = zone < 0 ? bare : bare.substring(0, zone);
        return address.indexOf(':') < 0 ? findIpv4(address) : findIpv6(address);
    }

    /** {@code 127.0.0.1} or {@code ::1}. */
    static IpAddress loopback(Family family) {
        return family == Family.IPV4 ? ipv4(0x7F00_0001L) : new IpAddress(Family.IPV6, 0, 1);
    }

    public static IpAddress ipv4(long value) {
        return new IpAddress(Family.IPV4, 0, value & 0xFFFF_FFFFL);
    }

    private static Optional<IpAddress> findIpv4(String text) {
        long value = quad(text);
        return value < 0 ? Optional.empty() : Optional.of(ipv4(value));
    }

    /** Four decimal numbers of 0 to 255; negative when it is something else. */
    private static long quad(String text) {
        long value = 0;
        int octet = -1;
        int dots = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (octet < 0 || ++dots > 4) {
                    return -1;
                }
                value = value << 8 | octet;
                octet = -1;
            } else if (c >= '0' && c <= '9') {
                boolean afterZero = octet == 0;
                octet = Math.max(octet, 0) * 10 + c - '0';
                if (afterZero || octet > 255) {
                    return -1;
                }
            } else {
                return -1;
            }
        }
        return dots == 4 ? value : -1;
    }

    private static Optional<IpAddress> findIpv6(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return groups(text, groups, 0) == GROUPS ? Optional.of(ofGroups(groups)) : Optional.empty();
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] tail = new int[GROUPS];
        int before = groups(text.substring(0, gap), groups, 0);
        int after = groups(text.substring(gap + 2), tail, 0);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return Optional.of(ofGroups(groups));
    }

    /** Reads groups of hexadecimal digits, the last of which may be an IPv4 address; how many, or -1. */
    private static int groups(String text, int[] groups, int from) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = from;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                long quad = quad(part);
                if (quad < 0 || count + 2 > GROUPS) {
                    return -1;
                }
                groups[count++] = (int) (quad >>> 16);
                groups[count++] = (int) (quad & 0xFFFF);
            } else {
                int value = hex(part);
                if (value < 0 || count == GROUPS) {
                    return -1;
                }
                groups[count++] = value;
            }
        }
        return count;
    }

    private static int hex(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) > 'f' ? -1 : Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress ofGroups(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + GROUPS / 2];
        }
        return new IpAddress(Family.IPV6, high, low);
    }

    public boolean isLoopback() {
        return family == Family.IPV4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** The bits that both have; of the same family. */
    IpAddress and(IpAddress other) {
        return new IpAddress(family, high & other.high, low & other.low);
    }

    /** The next address; after the highest, the lowest. */
    public IpAddress next() {
        if (family == Family.IPV4) {
            return ipv4(low + 1);
        }
        return new IpAddress(family, low == -1L ? high + 1 : high, low + 1);
    }

    /** The address before; before the lowest, the highest. */
    public IpAddress previous() {
        if (family == Family.IPV4) {
            return ipv4(low - 1);
        }
        return new IpAddress(family, low == 0 ? high - 1 : high, low - 1);
    }

    /** By family, then by value. */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** As RFC 5952 writes it. */
    @Override
    public String toString() {
        return family == Family.IPV4
                ? (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255)
                : ipv6Text();
    }

    private String ipv6Text() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> 16 * (GROUPS / 2 - 1 - index % (GROUPS / 2)) & 0xFFFF);
    }
}
