package io.portgrade.ingest.archive;

import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The firewall of a report, each table once: iptables prints the tables that it keeps in nf_tables, and nft prints them too. Then
 * what nft prints stands. Tables that only iptables shows are those of its older kind, which nft does not know.
 */
final class SosFirewall {

    private record Table(String family, String name) {}

    private final List<SubmittedFirewall> documents = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<Table> shown = new HashSet<>();

    private SosFirewall() {}

    /**
     * Chooses among the files, sorted best first.
     *
     * @param nft rulesets
     * @param iptables dumps and listings
     */
    static SosFirewall of(List<FoundText> nft, List<FoundText> iptables) {
        SosFirewall firewall = new SosFirewall();
        Optional<FoundText> ruleset = nft.stream()
                .filter(found -> !tablesOfNft(found.text()).isEmpty())
                .findFirst()
                .or(() -> nft.stream().findFirst());
        ruleset.ifPresent(found -> firewall.add(found, "nft", tablesOfNft(found.text())));
        firewall.addIptables(iptables, true);
        firewall.addIptables(iptables, false);
        return firewall;
    }

    /** What stands when a table is shown twice; dumps before listings, which show less. */
    private void addIptables(List<FoundText> iptables, boolean dumps) {
        for (FoundText found : iptables) {
            IptablesOutput output = IptablesOutput.find(found.path()).orElseThrow();
            if (output.isDump() != dumps) {
                continue;
            }
            Set<Table> tables = dumps
                    ? tablesOfDump(output.family(), found.text())
                    : Set.of(new Table(output.family(), String.valueOf(output.table())));
            if (!tables.isEmpty() && shown.containsAll(tables)) {
                diagnostics.add(new Diagnostic(
                        found.path(), null, "left out: another file of the archive shows the same table"));
            } else {
                add(found, dumps ? output.family().equals("ip") ? "iptables-save" : "ip6tables-save" : "iptables-list", tables);
            }
        }
    }

    private void add(FoundText found, String format, Set<Table> tables) {
        documents.add(new SubmittedFirewall(format, found.text(), found.path()));
        shown.addAll(tables);
    }

    /** Of the heads of tables, {@code table ip filter} and a brace. */
    private static Set<Table> tablesOfNft(String text) {
        Set<Table> tables = new HashSet<>();
        for (Line line : new Lines(text)) {
            if (line.word(0).equals("table") && !line.isIndented() && line.size() >= 3) {
                tables.add(new Table(line.word(1), line.word(2)));
            }
        }
        return tables;
    }

    /** Of the heads of tables, {@code *filter}. */
    private static Set<Table> tablesOfDump(String family, String text) {
        Set<Table> tables = new HashSet<>();
        for (Line line : new Lines(text)) {
            if (line.word(0).startsWith("*") && !line.isIndented()) {
                tables.add(new Table(family, line.word(0).substring(1)));
            }
        }
        return tables;
    }

    List<SubmittedFirewall> documents() {
        return documents;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
