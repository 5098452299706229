package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.snapshot.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table while its lines are read. */
final class TableDraft {

    private final String name;
    private final Family family;
    private final @Nullable BuiltInTable kind;
    private final Map<String, ChainDraft> chains = new LinkedHashMap<>();
    private final Table.Keeper keeper;
    private boolean told = true;

    TableDraft(String name, Family family, Table.Keeper keeper) {
        this.name = name;
        this.family = family;
        this.keeper = keeper;
        this.kind = BuiltInTable.find(name).orElse(null);
    }

    String name() {
        return name;
    }

    Family family() {
        return family;
    }

    Table.Keeper keeper() {
        return keeper;
    }

    /** Says whether anything tells its family, or one was taken for want of it. */
    void isTold(boolean told) {
        this.told = told;
    }

    boolean isTold() {
        return told;
    }

    boolean isKnown() {
        return kind != null;
    }

    Optional<ChainDraft> find(String chain) {
        return Optional.ofNullable(chains.get(chain));
    }

    /** The chain of this name, made if there is none. */
    ChainDraft chain(String chain, SourceLocation source) {
        return chains.computeIfAbsent(chain, absent -> new ChainDraft(absent, source));
    }

    /** Makes the chains that netfilter calls, as far as there are none; of a table that is not known, those of a filter. */
    void declareBuiltIns(SourceLocation source) {
        (kind == null ? BuiltInTable.FILTER : kind).hooks().forEach(hook -> chain(hook.name(), source));
    }

    List<ChainDraft> chains() {
        return List.copyOf(chains.values());
    }

    void remove(String chain) {
        chains.remove(chain);
    }

    /** Whether netfilter calls a chain of this name. */
    boolean isBuiltIn(String chain) {
        return kind != null && kind.base(chain, true).isPresent();
    }

    /** Why what a chain of this name says may not be so; null when nothing is against it. */
    @Nullable
    String doubt(String chain) {
        if (kind == null) {
            return "iptables has no table " + name;
        }
        return BuiltInTable.hook(chain).isPresent() && !isBuiltIn(chain)
                ? "table " + name + " has no chain " + chain
                : null;
    }

    Table build() {
        Map<String, Chain> built = new LinkedHashMap<>();
        chains.forEach((key, chain) -> built.put(key, chain.build(base(key))));
        return new Table(name, keeper, Set.of(family), false, built);
    }

    private ChainDraft.@Nullable BaseOf base(String chain) {
        if (isBuiltIn(chain) && kind != null) {
            return accepts -> kind.base(chain, accepts).orElseThrow();
        }
        Hook hook = BuiltInTable.hook(chain).orElse(null);
        return hook == null ? null : accepts -> new Chain.Base(hook, 0, false, true);
    }

    /** Rules that call other chains, by chain. */
    Map<String, List<Rule>> calls() {
        Map<String, List<Rule>> calls = new LinkedHashMap<>();
        chains.forEach((key, chain) -> calls.put(
                key,
                chain.rules().toList().stream()
                        .filter(rule -> !called(rule).isEmpty())
                        .toList()));
        return calls;
    }

    /** The chain that a rule calls; empty when it calls none. */
    static String called(Rule rule) {
        if (rule.action() instanceof Action.Jump jump) {
            return jump.chain();
        }
        return rule.action() instanceof Action.Goto goTo ? goTo.chain() : "";
    }
}
