package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.Table.Keeper;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The two variants of iptables on one host. Version 1.8 says {@code (nf_tables)} in a dump of the newer one, and nothing in one
 * of the older, so that a dump says which it is of only beside the other.
 */
final class Backends {

    private Backends() {}

    /** All of a host's firewalls, with tables said to be of one variant or the other where there are both. */
    static List<Firewall> told(List<Firewall> firewalls) {
        Set<Keeper> keepers = EnumSet.noneOf(Keeper.class);
        for (Firewall firewall : firewalls) {
            if (firewall instanceof Netfilter netfilter) {
                netfilter.tables().forEach(table -> keepers.add(table.keeper()));
            }
        }
        boolean both =
                keepers.stream().anyMatch(Keeper::isNewer) && keepers.stream().anyMatch(Keeper::isOlder);
        return both ? firewalls.stream().map(Backends::told).toList() : firewalls;
    }

    private static Firewall told(Firewall firewall) {
        return firewall instanceof Netfilter netfilter
                ? new Netfilter(netfilter.tables().stream().map(Backends::told).toList(), netfilter.families())
                : firewall;
    }

    private static Table told(Table table) {
        return switch (table.keeper()) {
            case IPTABLES_MARKED -> table.of(Keeper.IPTABLES_NFT);
            case IPTABLES_UNMARKED -> table.of(Keeper.IPTABLES_LEGACY);
            default -> table;
        };
    }
}
