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
public record ReadFirewall(FirewallDocument document, @Nullable ParsedFirewall parsed) {

    /** In the stated format, else in the one that the text looks like, else in the one that its path ends in. */
    static ReadFirewall of(FirewallDocument document) {
        Optional<ParsedFirewall> read = Dialects.parse(document);
        if (read.isEmpty() && document.format() == null) {
            read = ofExtension(document.source())
                    .flatMap(format -> Dialects.parse(
                            new FirewallDocument(document.source(), format, document.text())));
        }
        return new ReadFirewall(document, read.orElse(null));
    }

    private static Optional<FirewallFormat> ofExtension(String path) {
        return FirewallFormat.find(path.substring(path.lastIndexOf('.') + 1));
    }

    /** Whether anything in it could be read as a firewall. */
    public boolean isReadable() {
        return parsed != null && parsed.firewall() != null;
    }
}
