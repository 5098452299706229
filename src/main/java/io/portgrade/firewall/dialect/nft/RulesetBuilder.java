package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Direction;
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
            List<Table> lossy = losingArp(table);
            tables.addAll(lossy);
            families.addAll(lossy.isEmpty() ? Set.of() : Set.of(Family.IPV4));
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
            tables.add(unknown(include));
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

    /** A file that was not sent may hold chains that drop anything. */
    private Table unknown(RulesetDraft.Include include) {
        SourceLocation line = SourceLocation.of(source, include.line());
        Rule rule = Rule.unknown(include.text(), line);
        Map<String, Chain> chains = Map.of(
                "input", new Chain("input", new Chain.Base(Hook.INPUT, 0, false, true), List.of(rule), line),
                "output", new Chain("output", new Chain.Base(Hook.OUTPUT, 0, false, true), List.of(rule), line));
        return new Table(include.text(), EnumSet.allOf(Family.class), false, chains);
    }

    /** Without ARP nothing of IPv4 comes or goes on an Ethernet, whatever the other tables accept. */
    private List<Table> losingArp(TableDraft table) {
        boolean sees = table.family() == TableFamily.ARP || table.family() == TableFamily.NETDEV;
        List<Table> all = new ArrayList<>();
        for (ChainDraft chain : sees && !table.isDormant() ? table.chains().values() : List.<ChainDraft>of()) {
            boolean loopback = !chain.devices().isEmpty() && Set.of("lo").containsAll(chain.devices());
            if (chain.base() != null && !loopback && new AddressResolution(table).mayBeLostIn(chain)) {
                diagnostics.at(
                        chain.line(),
                        "the chain may drop ARP, without which IPv4 finds no neighbour, so that all of it is uncertain: "
                                + Excerpt.of(chain.name()));
                all.add(withoutArp(chain, Direction.INBOUND));
                all.add(withoutArp(chain, Direction.OUTBOUND));
            }
        }
        return all;
    }

    private Table withoutArp(ChainDraft chain, Direction direction) {
        SourceLocation line = SourceLocation.of(source, chain.line());
        List<Match> devices = chain.devices().stream()
                .<Match>map(device -> new Match.Interface(direction, device, false))
                .toList();
        String text = "ARP in chain " + chain.name();
        Rule rule = new Rule(
                devices.isEmpty() ? List.of() : List.of(new Match.AnyOf(devices)),
                new Action.Unmodelled(text),
                line,
                text);
        Hook hook = direction == Direction.INBOUND ? Hook.INPUT : Hook.OUTPUT;
        Chain uncertain = new Chain(text, new Chain.Base(hook, 0, false, true), List.of(rule), line);
        return new Table(text, EnumSet.of(Family.IPV4), false, Map.of(text, uncertain));
    }

    private void passOver(TableDraft table) {
        boolean base = table.chains().values().stream().anyMatch(chain -> chain.base() != null);
        if (base && table.family() == TableFamily.BRIDGE) {
            diagnostics.at(
                    table.line(), "a table about bridged frames, which is not looked at: " + Excerpt.of(table.name()));
        } else if (base) {
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
