package io.portgrade.firewall;

/**
 * One packet of a conversation at one layer, and what becomes of it.
 *
 * @param packet its name
 * @param towardsEphemeral whether it goes to the ephemeral port: return traffic of a connection that the host opened
 */
record Passage(String packet, boolean towardsEphemeral, CtState state, Outcome outcome) {}
