package io.portgrade.firewall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A table of netfilter.
 *
 * @param families whose packets it looks at; both for nft's {@code inet}
 * @param dormant whether it is switched off
 * @param chains by name, in the order of the document
 */
public record Table(String name, Set<Family> families, boolean dormant, Map<String, Chain> chains) {

    public Table {
        families = Set.copyOf(families);
        chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
    }
}
