package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.dialect.ParsedFirewall;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one of the firewall's documents was read.
 *
 * @param source its path, or {@code firewall[0]} where it has none
 * @param format that it was stated to be in or taken for; null when it was not recognised
 * @param ruleLines lines, or objects, that hold a rule or a declaration
 * @param modelledLines those of them that are understood in every part that may matter to the host's own packets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FirewallDocumentReport(
        String source, @Nullable FirewallFormat format, int ruleLines, int modelledLines) {

    /** Null when none was sent. */
    static @Nullable List<FirewallDocumentReport> of(HostFirewalls firewalls) {
        return firewalls.documents().isEmpty()
                ? null
                : firewalls.documents().stream().map(FirewallDocumentReport::of).toList();
    }

    private static FirewallDocumentReport of(ReadFirewall read) {
        ParsedFirewall parsed = read.parsed();
        String source = read.document().source();
        return parsed == null
                ? new FirewallDocumentReport(source, null, 0, 0)
                : new FirewallDocumentReport(source, parsed.format(), parsed.ruleLines(), parsed.modelledLines());
    }
}
