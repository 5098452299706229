package io.portgrade.fact;

/** Pools that close with RST, SO_LINGER being 0; absent when there are no pools. */
public record ResetConnections(AffectedPools pools) implements PoolTrouble {}
