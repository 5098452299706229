package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One table in the neutral model. What could not be read stands in it as something that may do anything. */
final class TableBuilder {

    private final TableDraft draft;
    private final Conditions conditions;
    private final VerdictMaps maps;
    private final Diagnostics diagnostics;
    private final String source;
    private final Set<Set<Family>> uncertain;
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private int rules;
    private int modelled;

    /** @param uncertain of which families it is said already that anything may happen; may be changed */
    TableBuilder(
            TableDraft draft, Selectors selectors, Diagnostics diagnostics, String source, Set<Set<Family>> uncertain) {
        this.draft = draft;
        this.conditions = new Conditions(draft, selectors, diagnostics);
        this.maps = new VerdictMaps(conditions);
        this.diagnostics = diagnostics;
        this.source = source;
        this.uncertain = uncertain;
    }

    /** How many rules there are. */
    int rules() {
        return rules;
    }

    /** Those of them of which every part is modelled, without the chains that are not. */
    int modelled() {
        return modelled;
    }

    Table build() {
        draft.chains().values().forEach(this::add);
        draft.gaps().forEach(gap -> uncertain(gap.line(), gap.text()));
        Table.Keeper keeper = draft.family() == TableFamily.NETDEV ? Table.Keeper.NETDEV : Table.Keeper.ANY;
        return new Table(draft.name(), keeper, draft.family().families(), draft.isDormant(), chains);
    }

    private void add(ChainDraft chain) {
        List<Rule> all = new ArrayList<>(chain.rules().size());
        for (RuleDraft rule : chain.rules()) {
            add(isRefused(rule, chain) ? refused(rule) : rule, chain.name(), all);
        }
        SourceLocation at = SourceLocation.of(source, chain.line());
        ChainDraft.Base written = chain.base();
        if (written == null) {
            chains.put(chain.name(), new Chain(chain.name(), null, all, at));
            return;
        }
        Optional<Chain.Base> base = BaseChains.find(chain, written);
        if (base.isEmpty()) {
            diagnostics.at(
                    chain.line(),
                    "not a hook, priority or policy of nft, so that the chain is uncertain: "
                            + Excerpt.of(chain.name()));
            chains.put(chain.name(), new Chain(chain.name(), null, all, at));
            uncertain(chain.line(), "chain " + chain.name());
            modelled--;
        } else if (BaseChains.isOfDevices(written)) {
            ofDevices(chain, base.get(), all, at);
        } else {
            chains.put(chain.name(), new Chain(chain.name(), base.get(), all, at));
        }
    }

    private void add(RuleDraft rule, String chain, List<Rule> all) {
        SourceLocation at = SourceLocation.of(source, rule.line());
        RuleBuilder built = new RuleBuilder(rule, conditions, maps, diagnostics, at);
        rules++;
        List<Rule> steps = built.steps();
        boolean known = built.isModelled();
        for (Rule step : steps) {
            known &= leadsSomewhere(step.action(), rule.line());
        }
        modelled += known ? 1 : 0;
        if (steps.isEmpty()) {
            all.add(new Rule(built.guard(), new Action.Continue(), at, rule.text()));
        } else if (steps.size() == 1) {
            all.add(steps.get(0).onlyWhere(built.guard()));
        } else {
            new Steps(built, chain, chains).addTo(all);
        }
    }

    /** Connections are not known where the packets of devices are looked at. */
    private static boolean isRefused(RuleDraft rule, ChainDraft chain) {
        return chain.base() != null
                && BaseChains.isOfDevices(chain.base())
                && rule.statements().stream().anyMatch(TableBuilder::asksTracking);
    }

    private static boolean asksTracking(Statement statement) {
        Expression asked = statement instanceof Statement.Condition condition
                ? condition.left()
                : statement instanceof Statement.VerdictMap map ? map.key() : null;
        return asked instanceof Expression.Field field && field.name().startsWith("ct ");
    }

    private RuleDraft refused(RuleDraft rule) {
        diagnostics.at(
                rule.line(),
                "the kernel refuses a rule that asks connection tracking in a chain of devices, so that it is"
                        + " uncertain: " + Excerpt.of(rule.text()));
        return new RuleDraft(List.of(new Statement.Anything(rule.text())), rule.line(), rule.text(), rule.handle());
    }

    private boolean leadsSomewhere(Action action, int line) {
        String to = action instanceof Action.Jump jump
                ? jump.chain()
                : action instanceof Action.Goto go ? go.chain() : null;
        if (to == null || draft.chains().containsKey(to)) {
            return true;
        }
        diagnostics.at(line, "there is no chain " + Excerpt.of(to) + ", so that what happens there is uncertain");
        return false;
    }

    /** A chain that only the packets of some devices come to. */
    private void ofDevices(ChainDraft chain, Chain.Base base, List<Rule> all, SourceLocation at) {
        Direction direction = base.hook() == Hook.INGRESS ? Direction.INBOUND : Direction.OUTBOUND;
        if (!base.acceptsByDefault()) {
            all.add(new Rule(List.of(), new Action.Drop(), at, "policy drop of " + chain.name()));
        }
        chains.put(chain.name(), new Chain(chain.name(), null, all, at));
        List<Match> devices = new ArrayList<>();
        chain.devices().forEach(device -> devices.add(new Match.Interface(direction, device, false)));
        Match any =
                devices.isEmpty() ? new Match.Unmodelled("devices of chain " + chain.name()) : new Match.AnyOf(devices);
        Rule enter = new Rule(List.of(any), new Action.Goto(chain.name()), at, "chain " + chain.name());
        String name = chain.name() + ", by device";
        Chain.Base open = new Chain.Base(base.hook(), base.priority(), false, true);
        chains.put(name, new Chain(name, open, List.of(enter), at));
    }

    /** A base chain of which nothing is known, for what comes in and for what goes out. One says as much as many. */
    private void uncertain(int line, String text) {
        if (!draft.isDormant() && !uncertain.add(draft.family().families())) {
            return;
        }
        SourceLocation at = SourceLocation.of(source, line);
        Rule anything = Rule.unknown(text, at);
        for (Hook hook : List.of(Hook.INPUT, Hook.OUTPUT)) {
            String name = "line " + line + ", " + hook + ", " + chains.size();
            chains.put(name, new Chain(name, new Chain.Base(hook, 0, false, true), List.of(anything), at));
        }
    }
}
