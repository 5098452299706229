package io.portgrade.firewall;

import java.util.IdentityHashMap;
import java.util.Map;

/** What packets of one class hit. A set is looked through once, however many rules name it. */
final class PacketHits {

    /** A look at a rule pays for so many addresses or ranges of ports in a list. */
    private static final int PARTS_PER_LOOK = 8;

    /** And for so many elements of a set that is no plain list. */
    private static final int CONDITIONS_PER_LOOK = 4;

    private final PacketClass packet;
    private final Map<Match, Hits> sets = new IdentityHashMap<>();
    private int cost;

    PacketHits(PacketClass packet) {
        this.packet = packet;
    }

    /** The ephemeral ports that a rule matches. */
    Hits of(Rule rule) {
        return Hits.ofAll(rule.matches(), this::of);
    }

    private Hits of(Match match) {
        if (match instanceof Match.Not not) {
            return of(not.match()).not();
        }
        if (match instanceof Match.AllOf all) {
            return Hits.ofAll(all.matches(), this::of);
        }
        if (elements(match) < PARTS_PER_LOOK) {
            return lookedUp(match);
        }
        Hits known = sets.get(match);
        if (known == null) {
            known = lookedUp(match);
            sets.put(match, known);
        }
        return known;
    }

    private Hits lookedUp(Match match) {
        if (match instanceof Match.AnyOf any) {
            cost += any.matches().size() / CONDITIONS_PER_LOOK;
            return Hits.ofAny(any.matches(), this::of);
        }
        if (match instanceof Match.Port port) {
            cost += port.ports().count() / PARTS_PER_LOOK;
        } else {
            cost += elements(match) / PARTS_PER_LOOK;
        }
        return match.hits(packet);
    }

    private static int elements(Match match) {
        if (match instanceof Match.AnyOf any) {
            return any.matches().size();
        }
        return match instanceof Match.Address address
                ? address.addresses().ranges().size()
                : 0;
    }

    /** What sets and lists have cost since this was asked last, in looks at a rule. */
    int takeCost() {
        int taken = cost;
        cost = 0;
        return taken;
    }
}
