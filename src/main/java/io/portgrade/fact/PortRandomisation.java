package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/** Whether FreeBSD picks ephemeral ports at random, {@code net.inet.ip.portrange.randomized}. */
public record PortRandomisation(boolean enabled, List<Evidence> evidence) {}
