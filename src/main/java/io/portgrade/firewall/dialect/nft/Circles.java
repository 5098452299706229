package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Entry;
import io.portgrade.firewall.dialect.nft.Expression.Expiring;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Verdict;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chains that come to call themselves, which the kernel refuses. */
final class Circles {

    private Circles() {}

    static void report(RulesetDraft ruleset, Diagnostics diagnostics) {
        for (TableDraft table : ruleset.tables()) {
            Map<String, Set<String>> calls = new LinkedHashMap<>();
            table.chains().values().forEach(chain -> calls.put(chain.name(), calls(table, chain)));
            for (String name : inCircles(calls)) {
                ChainDraft chain = table.chains().get(name);
                if (chain != null) {
                    diagnostics.at(
                            chain.line(),
                            "a chain that comes to call itself, which the kernel refuses: " + Excerpt.of(name));
                }
            }
        }
    }

    private static Set<String> calls(TableDraft table, ChainDraft chain) {
        Set<String> called = new LinkedHashSet<>();
        Set<String> maps = new HashSet<>();
        for (RuleDraft rule : chain.rules()) {
            for (Statement statement : rule.statements()) {
                if (statement instanceof Decision decision) {
                    add(decision.action(), called);
                } else if (statement instanceof VerdictMap map) {
                    boolean seen = map.map() instanceof SetName name && !maps.add(name.name());
                    if (!seen) {
                        collect(table, map.map(), called);
                    }
                }
            }
        }
        return called;
    }

    private static void collect(TableDraft table, Expression map, Set<String> called) {
        Deque<Expression> open = new ArrayDeque<>(List.of(map));
        SetDraft named = map instanceof SetName name ? table.sets().get(name.name()) : null;
        if (named != null) {
            open.addAll(named.elements());
        }
        Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next instanceof Elements elements && seen.add(next)) {
                elements.elements().forEach(open::push);
            } else if (next instanceof Expiring expiring) {
                open.push(expiring.element());
            } else if (next instanceof Entry entry && entry.value() instanceof Verdict verdict) {
                add(verdict.action(), called);
            }
        }
    }

    private static void add(Action action, Set<String> called) {
        if (action instanceof Action.Jump jump) {
            called.add(jump.chain());
        } else if (action instanceof Action.Goto go) {
            called.add(go.chain());
        }
    }

    /** The chains that close a circle, found by a walk that keeps its own stack. */
    private static Set<String> inCircles(Map<String, Set<String>> calls) {
        Map<String, Boolean> done = new HashMap<>();
        Set<String> found = new LinkedHashSet<>();
        for (String start : calls.keySet()) {
            Deque<String> stack = new ArrayDeque<>(List.of(start));
            while (!stack.isEmpty()) {
                String name = stack.peek();
                if (done.putIfAbsent(name, Boolean.FALSE) != null) {
                    done.put(stack.pop(), Boolean.TRUE);
                    continue;
                }
                for (String next : calls.getOrDefault(name, Set.of())) {
                    Boolean state = done.get(next);
                    if (Boolean.FALSE.equals(state)) {
                        found.add(next);
                    } else if (state == null) {
                        stack.push(next);
                    }
                }
            }
        }
        return found;
    }
}
