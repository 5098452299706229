package io.portgrade.fact;

/** Pools that set SO_REUSEADDR or SO_REUSEPORT on outbound connections; absent when there are no pools. */
public record ReusedAddresses(AffectedPools pools) implements PoolTrouble {}
