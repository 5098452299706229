package io.portgrade.ingest.archive;

/** What a file of a sosreport is read for. */
public enum SosContent {
    /** {@code sysctl -a}. */
    SYSCTL,
    /** A file of settings that is loaded at boot. */
    SETTINGS_FILE,
    /** A file of pam_limits. */
    LIMITS_FILE,
    /** {@code ss} or {@code netstat}. */
    SOCKETS,
    /** {@code nft list ruleset}. */
    NFT,
    /** What iptables or ip6tables print of one table or of all. */
    IPTABLES,
    HOST_NAME,
    /** {@code uname -a}. */
    UNAME,
    /** {@code ip -o addr}. */
    ADDRESSES
}
