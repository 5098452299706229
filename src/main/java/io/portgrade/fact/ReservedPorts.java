package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/** The ports that {@code ip_local_reserved_ports} leaves out of automatic choice, possibly none. */
public record ReservedPorts(PortSet ports, List<Evidence> evidence) {}
