package io.portgrade.fact;

/** Pools whose connections need more files than a process may open; absent when limits or connections are not known. */
public record ProcessConnections(AffectedPools pools) implements PoolTrouble {}
