package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in netfilter a rule or a policy decides.
 *
 * @param index of the deciding rule in its chain; for a policy the number of rules
 */
record Place(Netfilter netfilter, Table table, Chain chain, int index) {

    static Optional<Place> find(Netfilter netfilter, Decider decider) {
        for (Table table : netfilter.tables()) {
            for (Chain chain : table.chains().values()) {
                for (int i = 0; i < chain.rules().size() && !chain.isMadeForOneLine(); i++) {
                    Rule rule = chain.rules().get(i);
                    if (isAt(rule.source().source(), rule.source().line(), decider)
                            && rule.text().equals(decider.text())) {
                        return Optional.of(new Place(netfilter, table, chain, i));
                    }
                }
                boolean ends = chain.base() != null && decider.text().equals("policy DROP of " + chain.name());
                if (ends && isAt(chain.source().source(), chain.source().line(), decider)) {
                    return Optional.of(
                            new Place(netfilter, table, chain, chain.rules().size()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(String source, @Nullable Integer line, Decider decider) {
        return source.equals(decider.source()) && Objects.equals(line, decider.line());
    }

    boolean isPolicy() {
        return index == chain.rules().size();
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
        return new Table(table.name(), table.families(), table.dormant(), chains);
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
