package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chains that call each other in a circle, which the kernel refuses to load. */
final class ChainCircle {

    private ChainCircle() {}

    /** A rule by which a chain calls itself, or another that comes back to it. */
    static Optional<Rule> find(Map<String, List<Rule>> callsOfChains) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> callers = new HashMap<>();
        callsOfChains.forEach((chain, calls) -> {
            open.put(chain, calls.size());
            calls.forEach(call -> callers.computeIfAbsent(TableDraft.called(call), key -> new ArrayList<>())
                    .add(chain));
        });
        Set<String> left = new HashSet<>(callsOfChains.keySet());
        Deque<String> ended = new ArrayDeque<>();
        callers.keySet().stream().filter(called -> !left.contains(called)).forEach(ended::add);
        left.stream().filter(chain -> open.getOrDefault(chain, 0) == 0).forEach(ended::add);
        while (!ended.isEmpty()) {
            String chain = ended.remove();
            left.remove(chain);
            for (String caller : callers.getOrDefault(chain, List.of())) {
                if (open.merge(caller, -1, Integer::sum) == 0) {
                    ended.add(caller);
                }
            }
        }
        return follow(callsOfChains, left);
    }

    /** Every chain that is left calls another that is left, so that a way through them comes back sooner or later. */
    private static Optional<Rule> follow(Map<String, List<Rule>> calls, Set<String> left) {
        Set<String> met = new HashSet<>();
        Optional<String> chain = calls.keySet().stream().filter(left::contains).findFirst();
        Optional<Rule> call = Optional.empty();
        while (chain.isPresent() && met.add(chain.get())) {
            call = calls.getOrDefault(chain.get(), List.of()).stream()
                    .filter(rule -> left.contains(TableDraft.called(rule)))
                    .findFirst();
            chain = call.map(TableDraft::called);
        }
        return call;
    }
}
