package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Extension;
import io.portgrade.firewall.dialect.nft.Statement.Translation;
import io.portgrade.firewall.dialect.nft.Statement.Unreadable;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A whole ruleset in the neutral model. */
final class RulesetBuilder {

    private final RulesetDraft draft;
    private final String source;
    private final Diagnostics diagnostics;

    /** @param source as in {@link io.portgrade.snapshot.SourceLocation#source()} */
    RulesetBuilder(RulesetDraft draft, String source) {
        this.draft = draft;
        this.source = source;
        this.diagnostics = draft.diagnostics();
    }

    Reading build() {
        Selectors selectors = new Selectors(redirects());
        List<Table> tables = new ArrayList<>();
        Set<Set<Family>> uncertain = new HashSet<>();
        Set<Family> families = EnumSet.noneOf(Family.class);
        int rules = draft.declarations() + draft.unreadable();
        int modelled = draft.declarations();
        for (TableDraft table : draft.tables()) {
            if (ArpDrops.mayBeIn(table)) {
                String text = "table " + table.family().word() + " " + table.name();
                diagnostics.at(
                        table.line(),
                        "ARP may be dropped here, without which no IPv4 packet finds its neighbour; what of it gets"
                                + " through is not looked at: " + Excerpt.of(text));
                tables.add(unknown(table.line(), text, ArpDrops.devices(table), EnumSet.of(Family.IPV4)));
                families.add(Family.IPV4);
            }
            if (table.family().families().isEmpty()) {
                passOver(table);
                continue;
            }
            TableBuilder builder = new TableBuilder(table, selectors, diagnostics, source, uncertain);
            tables.add(builder.build());
            families.addAll(table.family().families());
            rules += builder.rules();
            modelled += builder.modelled();
        }
        for (RulesetDraft.Include include : draft.includes()) {
            tables.add(unknown(include.line(), include.text(), List.of(), EnumSet.allOf(Family.class)));
            families.addAll(EnumSet.allOf(Family.class));
        }
        if (draft.tables().isEmpty() && draft.unreadable() == 0) {
            diagnostics.ofWhole("there is no table of nft in it");
        }
        Circles.report(draft, diagnostics);
        askForIptablesSave();
        noteWithoutFilter(tables);
        Firewall firewall = tables.isEmpty() ? null : new Firewall.Netfilter(tables, families);
        return new Reading(firewall, diagnostics.toList(), rules, modelled);
    }

    /** Whether any rule may send connections elsewhere. */
    private boolean redirects() {
        boolean gaps = draft.tables().stream().anyMatch(table -> !table.gaps().isEmpty());
        return gaps || statements().anyMatch(RulesetBuilder::mayRedirect);
    }

    private static boolean mayRedirect(Statement statement) {
        return statement instanceof Translation translation && !translation.source()
                || statement instanceof Extension extension && extension.target() && !Extensions.isHarmless(extension)
                || statement instanceof Anything
                || statement instanceof Unreadable;
    }

    private Stream<Statement> statements() {
        return draft.tables().stream()
                .flatMap(table -> table.chains().values().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.statements().stream());
    }

    /** What is not looked at, such as a file that was not sent, may drop anything. */
    private Table unknown(int number, String text, List<Match> where, Set<Family> families) {
        SourceLocation line = SourceLocation.of(source, number);
        Rule rule = new Rule(where, new Action.Unmodelled(text), line, text);
        Map<String, Chain> chains = Map.of(
                "input", new Chain("input", new Chain.Base(Hook.INPUT, 0, false, true), List.of(rule), line),
                "output", new Chain("output", new Chain.Base(Hook.OUTPUT, 0, false, true), List.of(rule), line));
        return new Table(text, families, false, chains);
    }

    private void passOver(TableDraft table) {
        boolean base = table.chains().values().stream().anyMatch(chain -> chain.base() != null);
        if (base && table.family() == TableFamily.BRIDGE) {
            diagnostics.at(
                    table.line(), "a table about bridged frames, which is not looked at: " + Excerpt.of(table.name()));
        } else if (base && !ArpDrops.mayBeIn(table)) {
            diagnostics.at(table.line(), "a table about ARP, which is not looked at: " + Excerpt.of(table.name()));
        }
    }

    private void noteWithoutFilter(List<Table> tables) {
        List<Chain.Base> bases = tables.stream()
                .flatMap(table -> table.chains().values().stream())
                .flatMap(chain -> Optional.ofNullable(chain.base()).stream())
                .toList();
        if (!bases.isEmpty() && bases.stream().allMatch(Chain.Base::nat)) {
            diagnostics.ofWhole(
                    "no chain in it filters, so that nothing is taken to be dropped: if only some tables were"
                            + " listed, send what nft list ruleset prints");
        }
    }

    private void askForIptablesSave() {
        long hidden = statements().filter(RulesetBuilder::isHidden).count();
        if (hidden > 0) {
            diagnostics.ofWhole(hidden + (hidden == 1 ? " condition or target" : " conditions or targets")
                    + " of iptables without the parameters, which nft does not show:"
                    + " submit the output of iptables-save and ip6tables-save instead");
        }
    }

    private static boolean isHidden(Statement statement) {
        return statement instanceof Extension extension && !Extensions.isHarmless(extension)
                || statement instanceof Condition condition && EitherPort.isMeantBy(condition);
    }
}
