package io.portgrade.fact;

/**
 * That pools state how fast they open connections; rules about {@link Churn} need it to tell no trouble from no data.
 *
 * @param destinations how many destinations have a stated rate
 */
public record DeclaredLoad(int destinations) {}
