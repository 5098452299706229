package io.portgrade.fact;

/** Pools that replace connections for their age at more of the ports' rate than the policy lets them. */
public record RecycledConnections(AffectedPools pools) implements PoolTrouble {}
