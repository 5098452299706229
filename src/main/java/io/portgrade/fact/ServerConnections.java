package io.portgrade.fact;

/** Pools that together may open more connections than their server accepts; absent when no server's limit is known. */
public record ServerConnections(AffectedPools pools) implements PoolTrouble {}
