package io.portgrade.fact;

/** Pools that keep idle connections for longer than a middlebox on the way; absent when none is known. */
public record IdleConnections(AffectedPools pools) implements PoolTrouble {}
