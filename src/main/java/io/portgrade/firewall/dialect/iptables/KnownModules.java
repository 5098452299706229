package io.portgrade.firewall.dialect.iptables;

import java.util.Set;

/**
 * Modules that {@code -m} may name though no more than that is understood of them. {@code iptables-extensions(8)}, version 1.8.9;
 * {@code xtables-addons(8)}, version 3.24; patch-o-matic.
 */
final class KnownModules {

    private static final Set<String> OF_IPTABLES = Set.of(
            "bpf",
            "cgroup",
            "cluster",
            "connbytes",
            "connlabel",
            "connlimit",
            "connmark",
            "cpu",
            "devgroup",
            "dscp",
            "dst",
            "ecn",
            "eui64",
            "frag",
            "hashlimit",
            "hbh",
            "helper",
            "ipv6header",
            "ipvs",
            "length",
            "limit",
            "mac",
            "mark",
            "nfacct",
            "osf",
            "owner",
            "physdev",
            "policy",
            "quota",
            "rateest",
            "realm",
            "recent",
            "rt",
            "set",
            "socket",
            "statistic",
            "string",
            "tcpmss",
            "time",
            "tos",
            "u32");

    private static final Set<String> OF_OTHERS = Set.of(
            "account",
            "asn",
            "condition",
            "fuzzy",
            "geoip",
            "iface",
            "ipp2p",
            "ipv4options",
            "layer7",
            "length2",
            "lscan",
            "ndpi",
            "nth",
            "pknock",
            "psd",
            "quota2",
            "random",
            "unclean");

    private KnownModules() {}

    static boolean contain(String module) {
        return OF_IPTABLES.contains(module) || OF_OTHERS.contains(module);
    }
}
