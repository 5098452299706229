package io.portgrade.firewall;

/** What connection tracking says about a packet. {@code iptables-extensions(8), conntrack; nft(8), CONNTRACK EXPRESSIONS}. */
public enum CtState {
    NEW,
    ESTABLISHED,
    RELATED,
    INVALID,
    UNTRACKED
}
