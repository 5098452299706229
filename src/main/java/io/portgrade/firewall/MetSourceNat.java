package io.portgrade.firewall;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of source NAT that connections come to, and whether that is certain. */
final class MetSourceNat {

    private final Map<Rule, Boolean> certain = new IdentityHashMap<>();
    private boolean open;

    /** @param open whether something that was before may have decided about all that comes now */
    void go(boolean open) {
        this.open = open;
    }

    /** @param doubted ports of which it is not certain that they come that far */
    void add(Rule rule, PortBits live, Hits hits, PortBits doubted) {
        PortBits may = PortBits.none();
        may.addFrom(live, hits.may());
        if (!may.isEmpty()) {
            PortBits must = PortBits.none();
            must.addFrom(live, hits.must(), doubted);
            certain.merge(rule, !open && !must.isEmpty(), Boolean::logicalOr);
        }
    }

    /** Null when none meets it. */
    @Nullable
    Boolean find(Rule rule) {
        return certain.get(rule);
    }
}
