package io.portgrade.firewall.dialect.windows;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the domain, private or public profile.
 *
 * @param on null when not known, as with the next two
 * @param allowsInbound what happens to connections from outside that no rule matches
 * @param allowsOutbound likewise to those of the host
 * @param blocksAllInbound whether rules that allow connections from outside count for nothing
 */
record Profile(
        String name,
        @Nullable Boolean on,
        @Nullable Boolean allowsInbound,
        @Nullable Boolean allowsOutbound,
        boolean blocksAllInbound) {

    /** netsh's words, or those and the numbers of PowerShell's GpoBoolean, whose NotConfigured (2) leaves it to other stores. */
    Profile withState(String text) {
        Boolean state = switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true", "1" -> Boolean.TRUE;
            case "off", "false", "0" -> Boolean.FALSE;
            default -> null;
        };
        return new Profile(name, state, allowsInbound, allowsOutbound, blocksAllInbound);
    }

    /** netsh's {@code BlockInbound,AllowOutbound} and its like. */
    Profile withPolicy(String text) {
        Boolean in =
                text.contains("AllowInbound") ? Boolean.TRUE : text.contains("BlockInbound") ? Boolean.FALSE : null;
        Boolean out =
                text.contains("AllowOutbound") ? Boolean.TRUE : text.contains("BlockOutbound") ? Boolean.FALSE : null;
        return new Profile(name, on, in, out, text.contains("BlockInboundAlways"));
    }

    /** Null when it is not known. */
    @Nullable
    Boolean passesInbound() {
        return passes(allowsInbound);
    }

    /** Null when it is not known. */
    @Nullable
    Boolean passesOutbound() {
        return passes(allowsOutbound);
    }

    private @Nullable Boolean passes(@Nullable Boolean byPolicy) {
        return Boolean.FALSE.equals(on) ? Boolean.TRUE : on == null ? null : byPolicy;
    }
}
