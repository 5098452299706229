package io.portgrade.fact;

/** Pools that bind a source address first, and by that share one range of ports or give up reuse that they need. */
public record BoundSources(AffectedPools pools) implements PoolTrouble {}
