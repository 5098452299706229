package io.portgrade.firewall;

/** What the routing table says about an address. {@code iptables-extensions(8), addrtype; nft(8), FIB EXPRESSIONS}. */
public enum AddressType {
    LOCAL,
    UNICAST,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    UNREACHABLE,
    OTHER
}
