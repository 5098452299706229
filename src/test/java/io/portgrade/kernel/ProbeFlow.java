package io.portgrade.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that differ in nothing but a port of the host.
 *
 * @param side who opens them, {@code host} or {@code peer}
 * @param source the address that opens them
 * @param address the address that they go to
 * @param port the port that they go to; null when they go to the ports of the host that are probed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ProbeFlow(
        String name,
        String protocol,
        String side,
        String source,
        String address,
        @Nullable Integer port) {

    boolean isInbound() {
        return port == null;
    }
}
