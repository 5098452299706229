package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a document says.
 *
 * @param firewall null when nothing in it could be read as a firewall
 * @param guessed its tables of iptables of which nothing tells the family
 * @param untold families of which the document shows some tables of iptables, but not the one that filters
 * @param ruleLines lines (or JSON objects) that hold a rule or a declaration, readable or not
 * @param modelledLines those of them of which every part is modelled that may matter to the host's own packets
 */
public record ParsedFirewall(
        FirewallFormat format,
        @Nullable Firewall firewall,
        List<Table> guessed,
        Set<Family> untold,
        List<Diagnostic> diagnostics,
        int ruleLines,
        int modelledLines) {

    public ParsedFirewall {
        guessed = List.copyOf(guessed);
        untold = Set.copyOf(untold);
        diagnostics = List.copyOf(diagnostics);
    }
}
