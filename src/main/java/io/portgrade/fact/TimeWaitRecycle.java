package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/**
 * {@code tcp_tw_recycle}, which Linux 4.12 removed.
 *
 * @param present whether the key was submitted at all
 * @param enabled whether it was submitted with a value other than 0
 * @param removed whether the kernel is known to be 4.12 or later
 * @param evidence empty when the key is not present
 */
public record TimeWaitRecycle(boolean present, boolean enabled, boolean removed, List<Evidence> evidence) {}
