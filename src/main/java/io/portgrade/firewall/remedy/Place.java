package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in netfilter a rule or a policy decides.
 *
 * @param index of the rule in its chain before which there is room; at the end of the chain, the number of rules
 */
record Place(Netfilter netfilter, Table table, Chain chain, int index) {

    /** More ways to the end of a chain than these are not tried. */
    private static final int MOST = 8;

    /**
     * The rule that decides; for a policy every place at which packets are left to it: the end of the chain, that of a chain
     * that one goes to, and what returns before.
     */
    static List<Place> all(Netfilter netfilter, Decider decider) {
        for (Table table : netfilter.tables()) {
            for (Chain chain : table.chains().values()) {
                for (int i = 0; i < chain.rules().size() && !chain.isMadeForOneLine(); i++) {
                    Rule rule = chain.rules().get(i);
                    if (isAt(rule.source().source(), rule.source().line(), decider)
                            && rule.text().equals(decider.text())) {
                        return List.of(new Place(netfilter, table, chain, i));
                    }
                }
                boolean ends = chain.base() != null && decider.text().equals("policy DROP of " + chain.name());
                if (ends && isAt(chain.source().source(), chain.source().line(), decider)) {
                    return ways(netfilter, table, chain);
                }
            }
        }
        return List.of();
    }

    private static List<Place> ways(Netfilter netfilter, Table table, Chain base) {
        List<Place> ways = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(base.name()));
        Deque<Chain> waiting = new ArrayDeque<>(List.of(base));
        while (!waiting.isEmpty() && ways.size() < MOST) {
            Chain chain = waiting.pop();
            if (chain.isMadeForOneLine()) {
                continue;
            }
            ways.add(new Place(netfilter, table, chain, chain.rules().size()));
            for (int i = 0; i < chain.rules().size() && ways.size() < MOST; i++) {
                Action action = chain.rules().get(i).action();
                if (action instanceof Action.Return) {
                    ways.add(new Place(netfilter, table, chain, i));
                } else if (action instanceof Action.Goto goTo
                        && table.chains().containsKey(goTo.chain())
                        && seen.add(goTo.chain())) {
                    waiting.add(Objects.requireNonNull(table.chains().get(goTo.chain())));
                }
            }
        }
        return ways;
    }

    private static boolean isAt(String source, @Nullable Integer line, Decider decider) {
        return source.equals(decider.source()) && Objects.equals(line, decider.line());
    }

    boolean isEnd() {
        return index == chain.rules().size();
    }

    /**
     * The same in rules that differ from these by what was added.
     *
     * @param added how many of them here
     */
    Place in(Netfilter changed, int added) {
        int which = netfilter.tables().indexOf(table);
        Table own = changed.tables().get(which);
        Chain same = Objects.requireNonNull(own.chains().get(chain.name()));
        return new Place(changed, own, same, index + added);
    }

    /** The rules with another one there. */
    Netfilter with(Rule rule) {
        List<Table> tables = new ArrayList<>();
        for (Table other : netfilter.tables()) {
            tables.add(other == table ? with(chain, rule) : other);
        }
        return new Netfilter(tables, netfilter.families());
    }

    private Table with(Chain changed, Rule rule) {
        List<Rule> rules = new ArrayList<>(changed.rules());
        rules.add(index, rule);
        Map<String, Chain> chains = new LinkedHashMap<>(table.chains());
        chains.put(changed.name(), new Chain(changed.name(), changed.base(), rules, changed.source()));
        return table.with(chains);
    }

    /** Which rule of its chain the new one will be, as iptables counts them; a line that became several rules counts once. */
    int position() {
        long before = chain.rules().subList(0, index).stream()
                .map(rule -> List.of(rule.source(), rule.text()))
                .distinct()
                .count();
        return (int) before + 1;
    }
}
