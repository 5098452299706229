package io.portgrade.firewall.dialect.windows;

import java.util.Locale;
import java.util.Optional;

/** What a rule says, by the names that netsh and the properties of PowerShell's objects have for it. */
enum Property {
    NAME("Rule Name", "DisplayName"),
    ENABLED("Enabled", "Enabled"),
    DIRECTION("Direction", "Direction"),
    PROFILES("Profiles", "Profile"),
    GROUP("Grouping", "Group", "DisplayGroup"),
    LOCAL_ADDRESS("LocalIP", "LocalAddress", "LocalIP"),
    REMOTE_ADDRESS("RemoteIP", "RemoteAddress", "RemoteIP"),
    PROTOCOL("Protocol", "Protocol"),
    LOCAL_PORT("LocalPort", "LocalPort"),
    REMOTE_PORT("RemotePort", "RemotePort"),
    PROGRAM("Program", "Program"),
    SERVICE("Service", "Service"),
    INTERFACES("InterfaceTypes", "InterfaceType", "InterfaceAlias"),
    SECURITY("Security", "Authentication"),
    SOURCE("Rule source", "PolicyStoreSource"),
    ACTION("Action", "Action");

    private final String netsh;
    private final String[] json;

    Property(String netsh, String... json) {
        this.netsh = netsh;
        this.json = json;
    }

    static Optional<Property> ofNetsh(String name) {
        for (Property property : values()) {
            if (property.netsh.equals(name)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    static Optional<Property> ofJson(String name) {
        for (Property property : values()) {
            for (String own : property.json) {
                if (own.equals(name)) {
                    return Optional.of(property);
                }
            }
        }
        return Optional.empty();
    }

    /** As messages call it. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
