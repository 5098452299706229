package io.portgrade.firewall;

/** Where netfilter calls base chains, on the ways that a host's own packets take. */
public enum Hook {
    INGRESS,
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING
}
