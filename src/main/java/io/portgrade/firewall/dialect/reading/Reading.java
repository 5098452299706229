package io.portgrade.firewall.dialect.reading;

import io.portgrade.firewall.Firewall;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader made of a document.
 *
 * @param firewall null when nothing in it could be read as a firewall
 * @param rules how many rules and declarations it holds, readable or not
 * @param modelled those of them of which every part is modelled
 */
public record Reading(@Nullable Firewall firewall, List<Diagnostic> diagnostics, int rules, int modelled) {

    public Reading {
        diagnostics = List.copyOf(diagnostics);
    }
}
