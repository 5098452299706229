package io.portgrade.firewall.dialect;

import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submitted document and what was read of it.
 *
 * @param parsed null when no dialect recognises it
 */
public record ReadFirewall(
        FirewallDocument document, @Nullable ParsedFirewall parsed) {

    /** In the stated format, else in the one that the text looks like, else in the one that its path ends in. */
    static ReadFirewall of(FirewallDocument document) {
        if (document.format() != null) {
            return new ReadFirewall(document, Dialects.parse(document).orElse(null));
        }
        Optional<ParsedFirewall> read = Dialects.parse(document);
        if (read.isEmpty()) {
            read = ofExtension(document.source()).flatMap(format -> inFormat(document, format));
        } else if (read.get().format() == FirewallFormat.IPTABLES_SAVE && isNamedIpv6(document.source())) {
            read = inFormat(document, FirewallFormat.IP6TABLES_SAVE);
        }
        return new ReadFirewall(document, read.orElse(null));
    }

    private static Optional<ParsedFirewall> inFormat(FirewallDocument document, FirewallFormat format) {
        return Dialects.parse(new FirewallDocument(document.source(), format, document.text()));
    }

    private static Optional<FirewallFormat> ofExtension(String path) {
        return FirewallFormat.find(path.substring(path.lastIndexOf('.') + 1));
    }

    /** A dump of either family may hold no address at all; files are called ip6tables or rules.v6 then. */
    static boolean isNamedIpv6(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.contains("ip6tables") || name.endsWith(".v6");
    }

    static boolean isNamedIpv4(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.contains("iptables") || name.endsWith(".v4");
    }

    /** Whether anything in it could be read as a firewall. */
    public boolean isReadable() {
        return parsed != null && parsed.firewall() != null;
    }
}
