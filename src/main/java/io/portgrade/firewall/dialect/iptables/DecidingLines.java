package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which lines of a table may decide what becomes of the host's own packets. Rules for packets that it forwards do not, nor
 * do rules that accept where everything else is accepted too, nor calls of chains that always come back with nothing done.
 */
final class DecidingLines {

    private final Map<String, Chain> chains;
    private final Set<String> idle;

    private DecidingLines(Map<String, Chain> chains) {
        this.chains = chains;
        this.idle = idle();
    }

    /** Line numbers, counted from 1. */
    static Set<Integer> of(Table table) {
        DecidingLines all = new DecidingLines(table.chains());
        Set<Integer> lines = new HashSet<>();
        for (String name : all.deciding()) {
            for (Rule rule : all.rules(name)) {
                if (all.decides(rule)) {
                    lines.add(Objects.requireNonNullElse(rule.source().line(), 0));
                }
            }
        }
        return lines;
    }

    private Set<String> deciding() {
        Set<String> deciding = new HashSet<>();
        for (Chain chain : chains.values()) {
            Chain.Base base = chain.base();
            if (base != null && base.hook() != Hook.FORWARD) {
                Set<String> called = calledFrom(chain.name());
                if (!base.acceptsByDefault() || called.stream().anyMatch(this::doesMoreThanAccept)) {
                    deciding.addAll(called);
                }
            }
        }
        deciding.removeAll(idle);
        return deciding;
    }

    private boolean decides(Rule rule) {
        boolean comesBack = rule.action() instanceof Action.Jump jump && idle.contains(jump.chain());
        return !comesBack && !rule.action().decidesNothing();
    }

    /** The chain itself and those that it calls, at any depth. */
    private Set<String> calledFrom(String base) {
        Set<String> called = new HashSet<>(Set.of(base));
        Deque<String> waiting = new ArrayDeque<>(called);
        while (!waiting.isEmpty()) {
            for (Rule rule : rules(waiting.pop())) {
                String next = TableDraft.called(rule);
                if (!next.isEmpty() && called.add(next)) {
                    waiting.push(next);
                }
            }
        }
        return called;
    }

    private boolean doesMoreThanAccept(String name) {
        return !chains.containsKey(name)
                || rules(name).stream()
                        .map(Rule::action)
                        .anyMatch(action -> !(action instanceof Action.Accept) && !mayComeBack(action));
    }

    private static boolean mayComeBack(Action action) {
        return action.decidesNothing()
                || action instanceof Action.Return
                || action instanceof Action.Jump
                || action instanceof Action.Goto;
    }

    /** Chains of the user's that do nothing to any packet; those that call each other in a circle are not among them. */
    private Set<String> idle() {
        Map<String, List<String>> callers = new HashMap<>();
        Map<String, Integer> calls = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (Chain chain : chains.values()) {
            if (chain.base() == null && chain.rules().stream().map(Rule::action).allMatch(DecidingLines::mayComeBack)) {
                int own = 0;
                for (Rule rule : chain.rules()) {
                    if (!TableDraft.called(rule).isEmpty()) {
                        callers.computeIfAbsent(TableDraft.called(rule), any -> new ArrayList<>())
                                .add(chain.name());
                        own++;
                    }
                }
                calls.put(chain.name(), own);
                if (own == 0) {
                    ready.add(chain.name());
                }
            }
        }
        Set<String> found = new HashSet<>();
        while (!ready.isEmpty()) {
            String next = ready.pop();
            found.add(next);
            for (String caller : callers.getOrDefault(next, List.of())) {
                if (calls.merge(caller, -1, Integer::sum) == 0) {
                    ready.add(caller);
                }
            }
        }
        return found;
    }

    private List<Rule> rules(String name) {
        Chain chain = chains.get(name);
        return chain == null ? List.of() : chain.rules();
    }
}
