package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressMask;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.Family;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which family a line is about, from what only one has. */
final class FamilyHint {

    private static final List<String> IPV6 =
            List.of("icmp6-", "icmpv6", "ipv6-icmp", "-m hl ", "-m eui64", "-m ipv6header", "ufw6-");
    private static final List<String> IPV4 =
            List.of("--icmp-type", "reject-with icmp-", "-p icmp ", "-m ttl ", "ufw-user-");

    /** Options, and what a listing makes of them. */
    private static final Set<String> FREE_TEXT =
            Set.of("--comment", "--log-prefix", "--nflog-prefix", "--ulog-prefix", "nflog-prefix", "prefix");

    private FamilyHint() {}

    /** @param text a line; a comment, and what a rule writes into logs, tell nothing */
    static Optional<Family> of(String text) {
        if (text.startsWith("#")) {
            return Optional.empty();
        }
        String line = mayHoldFreeText(text) ? withoutFreeText(text) : text;
        if (IPV6.stream().anyMatch(line::contains)) {
            return Optional.of(Family.IPV6);
        }
        if (IPV4.stream().anyMatch(line::contains)) {
            return Optional.of(Family.IPV4);
        }
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            Optional<Family> family = ofWord(line, line.charAt(at) == '!' ? at + 1 : at, end);
            if (family.isPresent()) {
                return family;
            }
            at = end + 1;
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
        }
        return Optional.empty();
    }

    private static boolean mayHoldFreeText(String line) {
        return line.indexOf('"') >= 0
                || line.indexOf('\'') >= 0
                || line.contains("/*")
                || FREE_TEXT.stream().anyMatch(line::contains);
    }

    private static String withoutFreeText(String line) {
        StringBuilder rest = new StringBuilder(line.length() + 1);
        boolean inComment = false;
        boolean isValue = false;
        for (Word word : Words.ofDump(line).list()) {
            String text = word.text();
            inComment |= word.is("/*");
            boolean free = inComment || isValue || word.quoted() || text.startsWith("--") && isJoined(text);
            inComment &= !word.is("*/");
            isValue = !free && FREE_TEXT.contains(text);
            rest.append(free ? "" : text + ' ');
        }
        return rest.toString();
    }

    private static boolean isJoined(String option) {
        return FREE_TEXT.stream().anyMatch(name -> option.startsWith(name + "="));
    }

    private static Optional<Family> ofWord(String line, int start, int end) {
        if (end <= start
                || end - start > 90
                || Character.digit(line.charAt(start), 16) < 0 && line.charAt(start) != ':') {
            return Optional.empty();
        }
        String word = line.substring(start, end);
        return word.indexOf('.') < 0 && word.indexOf(':') < 0
                ? Optional.empty()
                : AddressRange.find(word)
                        .map(AddressRange::family)
                        .or(() -> AddressMask.find(word).map(AddressMask::family));
    }
}
