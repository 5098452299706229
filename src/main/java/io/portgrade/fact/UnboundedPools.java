package io.portgrade.fact;

/** Pools without an upper bound on their connections; absent when the settings of none are known. */
public record UnboundedPools(AffectedPools pools) implements PoolTrouble {}
