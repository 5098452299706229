package io.portgrade.report;

import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_RANDOMIZED;
import static io.portgrade.snapshot.SettingKeys.CONNTRACK_MAX;
import static io.portgrade.snapshot.SettingKeys.CONNTRACK_MAX_ALIAS;
import static io.portgrade.snapshot.SettingKeys.FIN_TIMEOUT;
import static io.portgrade.snapshot.SettingKeys.LOCAL_PORT_RANGE;
import static io.portgrade.snapshot.SettingKeys.LOCAL_RESERVED_PORTS;
import static io.portgrade.snapshot.SettingKeys.MAX_TW_BUCKETS;
import static io.portgrade.snapshot.SettingKeys.RFC1337;
import static io.portgrade.snapshot.SettingKeys.TIMESTAMPS;
import static io.portgrade.snapshot.SettingKeys.TW_RECYCLE;
import static io.portgrade.snapshot.SettingKeys.TW_REUSE;
import static io.portgrade.snapshot.SettingKeys.TW_REUSE_DELAY;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/**
 * What a change of a setting may disturb, least first: the order in which plans prefer changes and make them. None needs
 * a restart; each holds for the whole host or network namespace. {@code docs/decisions/0008-the-smallest-plan.md} has the
 * reasons.
 */
public enum ChangeRisk {
    NOTHING_RUNNING("A line goes that the running kernel does not know."),
    MEMORY("A table may grow: what it costs is memory, and only when it is filled."),
    CLOSING_CONNECTIONS("Only connections that are being closed are treated otherwise."),
    CHOICE_OF_PORTS("Ports of the same range are given out less freely or in another order."),
    NEW_CONNECTIONS("New connections carry an option more, or less; those that are open keep what they have."),
    EARLIER_REUSE("A port is taken again while the other end may still remember its last connection."),
    DEFAULT_RANGE("New connections use the ports that the kernel uses when nothing is set."),
    OTHER_PORTS("New connections use ports that firewalls elsewhere, or services here, may not expect."),
    NOT_KNOWN("The setting is that of an operator's own rule: what it disturbs is not known here.");

    private static final String DEFAULT_LINUX_RANGE = "32768 60999";
    private static final Set<String> TABLES = Set.of(MAX_TW_BUCKETS, CONNTRACK_MAX, CONNTRACK_MAX_ALIAS);
    private static final Set<String> CLOSING = Set.of(FIN_TIMEOUT, RFC1337, TW_RECYCLE, TW_REUSE_DELAY);
    private static final Set<String> CHOICE = Set.of(LOCAL_RESERVED_PORTS, BSD_PORTRANGE_RANDOMIZED);

    private final String reason;

    ChangeRisk(String reason) {
        this.reason = reason;
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence. */
    public String reason() {
        return reason;
    }

    /** Of giving one setting this value. */
    static ChangeRisk of(String key, String value) {
        if (TABLES.contains(key)) {
            return MEMORY;
        }
        if (CLOSING.contains(key)) {
            return CLOSING_CONNECTIONS;
        }
        if (CHOICE.contains(key)) {
            return CHOICE_OF_PORTS;
        }
        return switch (key) {
            case TIMESTAMPS -> NEW_CONNECTIONS;
            case TW_REUSE -> value.equals("1") ? EARLIER_REUSE : CHOICE_OF_PORTS;
            case LOCAL_PORT_RANGE -> value.equals(DEFAULT_LINUX_RANGE) ? DEFAULT_RANGE : OTHER_PORTS;
            default -> SettingChange.isPartOfRange(key) ? OTHER_PORTS : NOT_KNOWN;
        };
    }
}
