package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.AddressMask;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.Family;
import java.util.Optional;

/** Which family a line is about, from what only one has. */
final class FamilyHint {

    private FamilyHint() {}

    static Optional<Family> of(String line) {
        if (line.contains("icmp6-") || line.contains("icmpv6") || line.contains("ipv6-icmp")) {
            return Optional.of(Family.IPV6);
        }
        if (line.contains("--icmp-type") || line.contains("reject-with icmp-")) {
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
