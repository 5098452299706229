package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import java.util.List;

/** What was looked for in all pools, and those in which it was found. */
public sealed interface PoolTrouble
        permits ConnectionsPerRequest,
                UnboundedPools,
                RecycledConnections,
                ServerConnections,
                BoundSources,
                ResetConnections,
                ReusedAddresses,
                ProcessConnections,
                IdleConnections {

    /** Those that are affected; empty when none is. */
    AffectedPools pools();

    default boolean isFound() {
        return !pools().isEmpty();
    }

    /** One sentence without its full stop: which pools, with their values. */
    default String description() {
        return pools().description();
    }

    default List<Evidence> evidence() {
        return pools().evidence();
    }

    default Remediation fix() {
        return pools().fix();
    }
}
