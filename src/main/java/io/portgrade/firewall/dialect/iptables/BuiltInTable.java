package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Hook;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The tables of iptables and the chains that netfilter calls in each. {@code iptables(8), TABLES; linux/netfilter_ipv4.h}. */
enum BuiltInTable {
    FILTER(0, EnumSet.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT)),
    NAT(-100, EnumSet.of(Hook.PREROUTING, Hook.INPUT, Hook.OUTPUT, Hook.POSTROUTING)),
    RAW(-300, EnumSet.of(Hook.PREROUTING, Hook.OUTPUT)),
    MANGLE(-150, EnumSet.of(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING)),
    SECURITY(50, EnumSet.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT));

    private static final int SOURCE_NAT = 100;

    private final int priority;
    private final Set<Hook> hooks;

    BuiltInTable(int priority, Set<Hook> hooks) {
        this.priority = priority;
        this.hooks = hooks;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<BuiltInTable> find(String name) {
        for (BuiltInTable table : values()) {
            if (table.id().equals(name)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    /** The table whose built-in chains these are: all of them, or all but the INPUT that old kernels' nat had not. */
    static Optional<BuiltInTable> ofChains(Set<Hook> chains) {
        for (BuiltInTable table : values()) {
            if (table.hooks.equals(chains)) {
                return Optional.of(table);
            }
        }
        if (chains.contains(Hook.POSTROUTING) && !chains.contains(Hook.FORWARD)) {
            return Optional.of(NAT);
        }
        for (BuiltInTable table : values()) {
            if (!chains.isEmpty() && table.hooks.containsAll(chains)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    Set<Hook> hooks() {
        return EnumSet.copyOf(hooks);
    }

    /** What netfilter does with a chain of this name; empty for a chain of the user's. */
    Optional<Chain.Base> base(String chain, boolean acceptsByDefault) {
        return hook(chain).filter(hooks::contains).map(hook -> base(hook, acceptsByDefault));
    }

    private Chain.Base base(Hook hook, boolean acceptsByDefault) {
        boolean source = this == NAT && (hook == Hook.INPUT || hook == Hook.POSTROUTING);
        return new Chain.Base(hook, source ? SOURCE_NAT : priority, this == NAT, acceptsByDefault);
    }

    /** The hook that a built-in chain of this name has in one table or another. */
    static Optional<Hook> hook(String chain) {
        return switch (chain) {
            case "PREROUTING" -> Optional.of(Hook.PREROUTING);
            case "INPUT" -> Optional.of(Hook.INPUT);
            case "FORWARD" -> Optional.of(Hook.FORWARD);
            case "OUTPUT" -> Optional.of(Hook.OUTPUT);
            case "POSTROUTING" -> Optional.of(Hook.POSTROUTING);
            default -> Optional.empty();
        };
    }
}
