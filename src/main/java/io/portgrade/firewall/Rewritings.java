package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What NAT and NOTRACK do to connections on a way, one entry a kind, however many rules say the same. */
final class Rewritings {

    /** For the ports that may and that certainly meet it. */
    record Rewriting(Action action, PortBits may, PortBits must) {}

    /** More kinds of NAT than are told apart; those beyond are one, which is not known. */
    private static final int MOST = 16;

    private static final Action OTHERS = new Action.Unmodelled("NAT");

    private final Map<Action, Rewriting> byAction = new LinkedHashMap<>();

    /** @param doubted ports of which it is not certain that they come that far */
    void add(Action action, PortBits ports, Hits hits, PortBits doubted) {
        Action kind = byAction.size() < MOST || byAction.containsKey(action) ? action : OTHERS;
        Rewriting own = byAction.computeIfAbsent(kind, first -> new Rewriting(first, PortBits.none(), PortBits.none()));
        own.may().addFrom(ports, hits.may());
        own.must().addFrom(ports, hits.must(), doubted);
    }

    List<Rewriting> toList() {
        return new ArrayList<>(byAction.values());
    }
}
