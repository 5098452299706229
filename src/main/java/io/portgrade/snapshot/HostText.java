package io.portgrade.snapshot;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses and host names, each brought into one form by which two of them can be compared. No name is looked up. */
public final class HostText {

    private static final int MAX_LITERAL = 64;
    private static final int GROUPS = 8;
    private static final Pattern LEADING_ZERO = Pattern.compile("(^|\\.)0[0-9]");

    /** RFC 6761, section 6.3, and what Debian's and Red Hat's {@code /etc/hosts} call it. */
    private static final Set<String> LOCAL_NAMES = Set.of(
            "localhost",
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "ip6-localhost",
            "ip6-loopback");

    private HostText() {}

    /**
     * Without brackets and blanks around it; an IPv6 address as RFC 5952 writes it, its zone kept; one that is an IPv4
     * address mapped into IPv6 as that (measured on Linux 6.18: connections to both, and from both, share one space of
     * ports); a name in lower case and without its last dot.
     */
    public static String canonical(String host) {
        String bare = withoutBrackets(host.strip());
        int zone = bare.indexOf('%');
        String address = zone < 0 ? bare : bare.substring(0, zone);
        if (address.indexOf(':') >= 0) {
            String shortest = shortest(address).orElse(address.toLowerCase(Locale.ROOT));
            // A mapped address has no scope that a zone could name.
            return isIpv4(shortest) ? shortest : shortest + bare.substring(address.length());
        }
        String name = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether connections to it take the loopback interface on any host: 127.0.0.0/8 and ::1, what is called localhost, and
     * 0.0.0.0 and ::, to which the kernel connects as to those (measured on Linux 6.18).
     */
    public static boolean isLoopback(String canonical) {
        int zone = canonical.indexOf('%');
        String address = zone < 0 ? canonical : canonical.substring(0, zone);
        return address.equals("::1")
                || LOCAL_NAMES.contains(address)
                || address.endsWith(".localhost")
                || isWildcard(address)
                || address.startsWith("127.") && isIpv4(address);
    }

    public static boolean isAddress(String canonical) {
        return canonical.indexOf(':') >= 0 || isIpv4(canonical);
    }

    /** Whether it is 0.0.0.0 or ::, which leaves the choice of an address to the host. */
    static boolean isWildcard(String canonical) {
        int zone = canonical.indexOf('%');
        String address = zone < 0 ? canonical : canonical.substring(0, zone);
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /**
     * Whether a socket could be bound to it: an IPv4 address, or an IPv6 address with or without brackets and zone. No name,
     * no prefix length, and no zero at the front of a number, which some tools read as octal and others do not.
     */
    public static boolean isLiteral(String host) {
        String bare = withoutBrackets(host.strip());
        int zone = bare.indexOf('%');
        String address = zone < 0 ? bare : bare.substring(0, zone);
        return address.indexOf(':') >= 0
                ? shortest(address).isPresent()
                : zone < 0 && isIpv4(bare) && !LEADING_ZERO.matcher(bare).find();
    }

    /** Those around all of it, or all but the zone; other brackets are no part of a host and stay. */
    private static String withoutBrackets(String host) {
        int end = host.indexOf(']');
        if (!host.startsWith("[") || end < 0) {
            return host;
        }
        String inside = host.substring(1, end);
        String rest = host.substring(end + 1);
        boolean around = inside.indexOf('[') < 0 && (rest.isEmpty() || rest.startsWith("%") && rest.indexOf(']') < 0);
        return around ? inside + rest : host;
    }

    public static boolean isIpv6(String canonical) {
        return canonical.indexOf(':') >= 0;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || part.isEmpty() || part.length() > 3 || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> shortest(String address) {
        if (address.length() > MAX_LITERAL) {
            return Optional.empty();
        }
        try {
            // In brackets it is read as an address or refused, never looked up.
            InetAddress read = InetAddress.getByName("[" + address + "]");
            return Optional.of(read instanceof Inet6Address ? shortest(read.getAddress()) : read.getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String shortest(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
        }
        int from = 0;
        int length = 1;
        for (int start = 0; start < GROUPS; start++) {
            int run = zerosFrom(groups, start);
            if (run > length) {
                from = start;
                length = run;
            }
        }
        return length < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
