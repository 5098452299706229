package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.snapshot.FirewallFormat;
import java.util.List;

/** A way to put rules into the kernel. */
enum Backend {
    IPTABLES_NFT("nft"),
    IPTABLES_LEGACY("legacy"),
    NFT("");

    private final String variant;

    Backend(String variant) {
        this.variant = variant;
    }

    boolean isIptables() {
        return this != NFT;
    }

    /** The command that reads rules from its input. */
    List<String> load(Family family) {
        return isIptables() ? List.of(command(family) + "-restore") : List.of("nft", "-f", "-");
    }

    /** What prints a ruleset of this family so that nothing is left out. */
    List<String> save(Family family) {
        return isIptables() ? List.of(command(family) + "-save") : List.of("nft", "list", "ruleset");
    }

    /** {@code iptables-nft} and its like. */
    String command(Family family) {
        return (family == Family.IPV4 ? "iptables-" : "ip6tables-") + variant;
    }

    FirewallFormat format(Family family) {
        if (this == NFT) {
            return FirewallFormat.NFT;
        }
        return family == Family.IPV4 ? FirewallFormat.IPTABLES_SAVE : FirewallFormat.IP6TABLES_SAVE;
    }
}
