package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way in which firewall rules are written down. */
public enum FirewallFormat {
    IPTABLES_SAVE,
    IP6TABLES_SAVE,
    IPTABLES_RULES,
    IPTABLES_LIST,
    NFT,
    NFT_JSON,
    AWS_SECURITY_GROUP,
    AWS_NETWORK_ACL,
    PF,
    WINDOWS_NETSH,

    /** {@code Get-NetFirewallRule | ConvertTo-Json}. */
    WINDOWS_POWERSHELL;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FirewallFormat> find(String id) {
        return Arrays.stream(values())
                .filter(format -> format.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /** The ids of all, joined by commas. */
    public static String ids() {
        return Arrays.stream(values()).map(FirewallFormat::id).collect(Collectors.joining(", "));
    }
}
