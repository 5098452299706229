package io.portgrade.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What one request, and all of them together, may take. */
@ConfigMapping(prefix = "portgrade.http")
interface HttpLimits {

    /** The largest body that is read. */
    @WithDefault("8M")
    MemorySize maxBodySize();

    /** The bytes of all bodies held at the same time; a quarter of the heap when left out. */
    Optional<MemorySize> bodyBudget();

    /** The largest text or JSON body that is audited on the event loop; larger ones are on worker threads. */
    @WithDefault("256K")
    MemorySize eventLoopLimit();

    /** How long a body may take to arrive. */
    @WithDefault("60S")
    Duration bodyTimeout();

    /** The longest path with its query. */
    @WithDefault("8K")
    MemorySize maxUriLength();

    /** The largest sum of all header names and values. */
    @WithDefault("16K")
    MemorySize maxHeaderSize();

    default long budgetBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return bodyBudget().map(MemorySize::asLongValue).orElse(Math.max(quarter, maxBodyBytes()));
    }

    default long maxBodyBytes() {
        return maxBodySize().asLongValue();
    }
}
