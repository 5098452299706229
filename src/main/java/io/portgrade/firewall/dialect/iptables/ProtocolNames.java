package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.dialect.reading.NumberNames;
import java.util.Locale;
import java.util.OptionalInt;

/** Protocols as {@code -p} takes them. */
final class ProtocolNames {

    /** Stands for every protocol. */
    static final int ALL = 0;

    private ProtocolNames() {}

    /** The number of a name or a number; {@link #ALL} for all protocols. */
    static OptionalInt find(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return name.equals("all") || name.equals("any")
                ? OptionalInt.of(ALL)
                : NumberNames.protocol(Numbers.decimal(name));
    }
}
