package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.PortRanges;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Ports as numbers or names of services, alone, as ranges and as lists of both. */
final class PortNames {

    /** What {@code /etc/services} calls the ports that rules name most; names and numbers are IANA's. */
    private static final Map<String, Integer> SERVICES = Map.ofEntries(
            Map.entry("ftp-data", 20),
            Map.entry("ftp", 21),
            Map.entry("ssh", 22),
            Map.entry("telnet", 23),
            Map.entry("smtp", 25),
            Map.entry("mail", 25),
            Map.entry("time", 37),
            Map.entry("whois", 43),
            Map.entry("tacacs", 49),
            Map.entry("domain", 53),
            Map.entry("bootps", 67),
            Map.entry("bootpc", 68),
            Map.entry("tftp", 69),
            Map.entry("finger", 79),
            Map.entry("http", 80),
            Map.entry("www", 80),
            Map.entry("kerberos", 88),
            Map.entry("pop3", 110),
            Map.entry("sunrpc", 111),
            Map.entry("auth", 113),
            Map.entry("nntp", 119),
            Map.entry("ntp", 123),
            Map.entry("epmap", 135),
            Map.entry("netbios-ns", 137),
            Map.entry("netbios-dgm", 138),
            Map.entry("netbios-ssn", 139),
            Map.entry("imap2", 143),
            Map.entry("imap", 143),
            Map.entry("snmp", 161),
            Map.entry("snmp-trap", 162),
            Map.entry("snmptrap", 162),
            Map.entry("bgp", 179),
            Map.entry("irc", 194),
            Map.entry("ldap", 389),
            Map.entry("https", 443),
            Map.entry("microsoft-ds", 445),
            Map.entry("kpasswd", 464),
            Map.entry("submissions", 465),
            Map.entry("isakmp", 500),
            Map.entry("syslog", 514),
            Map.entry("shell", 514),
            Map.entry("printer", 515),
            Map.entry("route", 520),
            Map.entry("dhcpv6-client", 546),
            Map.entry("dhcpv6-server", 547),
            Map.entry("nntps", 563),
            Map.entry("submission", 587),
            Map.entry("ipp", 631),
            Map.entry("ldaps", 636),
            Map.entry("domain-s", 853),
            Map.entry("rsync", 873),
            Map.entry("ftps-data", 989),
            Map.entry("ftps", 990),
            Map.entry("imaps", 993),
            Map.entry("pop3s", 995),
            Map.entry("socks", 1080),
            Map.entry("openvpn", 1194),
            Map.entry("ms-sql-s", 1433),
            Map.entry("radius", 1812),
            Map.entry("radius-acct", 1813),
            Map.entry("nfs", 2049),
            Map.entry("mysql", 3306),
            Map.entry("ms-wbt-server", 3389),
            Map.entry("nut", 3493),
            Map.entry("ipsec-nat-t", 4500),
            Map.entry("sip", 5060),
            Map.entry("sip-tls", 5061),
            Map.entry("xmpp-client", 5222),
            Map.entry("xmpp-server", 5269),
            Map.entry("mdns", 5353),
            Map.entry("postgresql", 5432),
            Map.entry("amqps", 5671),
            Map.entry("amqp", 5672),
            Map.entry("x11", 6000),
            Map.entry("redis", 6379),
            Map.entry("http-alt", 8080),
            Map.entry("webcache", 8080),
            Map.entry("bacula-dir", 9101));

    private PortNames() {}

    /** One port. */
    static OptionalInt find(String text) {
        OptionalInt number = Numbers.find(text);
        if (number.isPresent()) {
            return number.getAsInt() <= PortRange.MAX_PORT ? number : OptionalInt.empty();
        }
        Integer service = SERVICES.get(text.toLowerCase(Locale.ROOT));
        return service == null ? OptionalInt.empty() : OptionalInt.of(service);
    }

    /**
     * A port or a range whose ends may be left open, {@code 1024:}.
     *
     * @param separator of the ends of a range
     * @return empty for a name that is not known, a port over 65535, ends that are reversed
     */
    static Optional<PortRange> findRange(String text, char separator) {
        int middle = text.indexOf(separator);
        if (middle < 0) {
            OptionalInt port = find(text);
            return port.isEmpty() ? Optional.empty() : Optional.of(new PortRange(port.getAsInt(), port.getAsInt()));
        }
        OptionalInt low = middle == 0 ? OptionalInt.of(0) : find(text.substring(0, middle));
        String end = text.substring(middle + 1);
        OptionalInt high = end.isEmpty() ? OptionalInt.of(PortRange.MAX_PORT) : find(end);
        if (low.isEmpty() || high.isEmpty() || low.getAsInt() > high.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(new PortRange(low.getAsInt(), high.getAsInt()));
    }

    /** A list of ports and ranges {@code a:b}, as long as the line is. */
    static Optional<PortRanges> findList(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<PortRange> range = findRange(part, ':');
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(PortRanges.of(ranges));
    }
}
