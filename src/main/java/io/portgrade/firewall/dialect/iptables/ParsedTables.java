package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import java.util.Set;

/**
 * What a text of iptables says. A rule's place in {@link io.portgrade.firewall.Chain#rules()}, counted from 1, is its number
 * on the host.
 *
 * @param tables in the order of the text; two of one name and family are both in force
 * @param guessed those of them of which nothing tells the family
 * @param families those that the text is about
 * @param untold those of them of which it shows tables one by one, and filter is not among them
 * @param ruleLines lines that hold a rule or a declaration, readable or not
 * @param modelledLines those of them of which every part is modelled that may matter to the host's own packets
 */
public record ParsedTables(
        List<Table> tables,
        List<Table> guessed,
        Set<Family> families,
        Set<Family> untold,
        List<Diagnostic> diagnostics,
        int ruleLines,
        int modelledLines) {

    public ParsedTables {
        tables = List.copyOf(tables);
        guessed = List.copyOf(guessed);
        families = Set.copyOf(families);
        untold = Set.copyOf(untold);
        diagnostics = List.copyOf(diagnostics);
    }
}
