package io.portgrade.capacity;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;

/** A port range, and the reserved ports within it, that a host should have. */
public record PortPlan(PortRange range, PortSet reserved) {}
