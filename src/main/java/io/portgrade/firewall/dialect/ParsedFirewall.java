package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Firewall;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says.
 *
 * @param firewall null when nothing in it could be read as a firewall
 * @param ruleLines lines (or JSON objects) that hold a rule or a declaration, readable or not
 * @param modelledLines those of them of which every part is modelled
 */
public record ParsedFirewall(
        FirewallFormat format,
        @Nullable Firewall firewall,
        List<Diagnostic> diagnostics,
        int ruleLines,
        int modelledLines) {

    public ParsedFirewall {
        diagnostics = List.copyOf(diagnostics);
    }
}
