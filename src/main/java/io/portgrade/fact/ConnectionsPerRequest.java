package io.portgrade.fact;

/** Pools that open more connections for each request than the policy lets them; absent when no pool says enough. */
public record ConnectionsPerRequest(AffectedPools pools) implements PoolTrouble {}
