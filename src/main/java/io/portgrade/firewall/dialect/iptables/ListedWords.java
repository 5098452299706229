package io.portgrade.firewall.dialect.iptables;

import java.util.Set;

/**
 * Words that {@code iptables -L} begins with what a module asks for, or a target does, though no more than that is understood of
 * them. {@code iptables-extensions(8)}, version 1.8.9, and what its modules print.
 */
final class ListedWords {

    private static final Set<String> KNOWN = Set.of(
            "#conn",
            "#src/32",
            "AUDIT",
            "BPF",
            "CHECKSUM",
            "CLASSIFY",
            "CLUSTERIP",
            "CONNMARK",
            "CONNSECMARK",
            "CPU",
            "DSCP",
            "ECN",
            "HL",
            "HMARK",
            "IDLETIMER",
            "LED",
            "LOG",
            "MAC",
            "MARK",
            "NFLOG",
            "NFQUEUE",
            "OWNER",
            "PHYSDEV",
            "RATEEST",
            "SECMARK",
            "SET",
            "STRING",
            "SYNPROXY",
            "TCPMSS",
            "TCPOPTSTRIP",
            "TEE",
            "TIME",
            "TOS",
            "TPROXY",
            "TTL",
            "ULOG",
            "[unsupported",
            "add-set",
            "ah",
            "bpf",
            "cgroup",
            "cluster",
            "connbytes",
            "connlabel",
            "connmark",
            "cpu",
            "ctexpire",
            "ctorigdst",
            "ctorigdstport",
            "ctorigsrc",
            "ctorigsrcport",
            "ctrepldst",
            "ctreplsrc",
            "ctstatus",
            "del-set",
            "devgroup",
            "dscp",
            "dst",
            "ecn",
            "esp",
            "eui64",
            "frag",
            "genre",
            "hbh",
            "helper",
            "ipv6header",
            "ipvs",
            "length",
            "limit",
            "map-set",
            "mark",
            "match-set",
            "nfacct-name",
            "nflog-group",
            "nflog-prefix",
            "nflog-threshold",
            "option",
            "option=",
            "owner",
            "policy",
            "quota",
            "random",
            "rateest",
            "realm",
            "recent",
            "rt",
            "set",
            "sctp",
            "socket",
            "src-type",
            "statistic",
            "string",
            "tcpmss",
            "time",
            "tos",
            "u32",
            "udp",
            "tcp",
            "vaddr",
            "vproto");

    private ListedWords() {}

    /** @param word with or without what follows a colon or an equals sign */
    static boolean contain(String word) {
        int end = 0;
        while (end < word.length() && ":=".indexOf(word.charAt(end)) < 0) {
            end++;
        }
        return KNOWN.contains(word) || KNOWN.contains(word.substring(0, end));
    }
}
