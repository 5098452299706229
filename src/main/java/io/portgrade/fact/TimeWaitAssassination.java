package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/** Whether an RST may end a TIME_WAIT early, that is, {@code tcp_rfc1337} is 0. RFC 1337, section 2. */
public record TimeWaitAssassination(boolean possible, List<Evidence> evidence) {}
