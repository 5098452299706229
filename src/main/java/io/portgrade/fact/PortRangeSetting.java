package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ephemeral range as it was written, possibly one that the kernel refuses.
 *
 * @param lowest the port below which the kernel takes no range to begin; null when it minds none, or is not known to
 */
public record PortRangeSetting(
        long low, long high, @Nullable UnprivilegedStart lowest, List<Evidence> evidence) {

    private static final int FIRST_UNPRIVILEGED = 1_024;

    public PortRangeSetting {
        evidence = List.copyOf(evidence);
    }

    /** Whether the kernel answers EINVAL. {@code net/ipv4/sysctl_net_ipv4.c, v6.6}, ipv4_local_port_range. */
    public boolean isRefused() {
        return refusal().isPresent();
    }

    /** Why the kernel refuses the range; empty when it takes it. */
    public Optional<String> refusal() {
        if (low > high) {
            return Optional.of("its low end " + low + " is above its high end " + high);
        }
        if (low < 1 || high > PortRange.MAX_PORT) {
            return Optional.of("it leaves 1 to " + PortRange.MAX_PORT);
        }
        if (lowest != null && low < lowest.port()) {
            return Optional.of("its low end " + low + " is below " + lowest.description());
        }
        return Optional.empty();
    }

    /** Whether it is in force and reaches into the system ports, 0 to 1023. RFC 6335, section 6. */
    public boolean startsPrivileged() {
        return low < FIRST_UNPRIVILEGED && !isRefused();
    }

    /** The range; empty when the kernel refuses it. */
    public Optional<PortRange> range() {
        return isRefused() ? Optional.empty() : Optional.of(new PortRange((int) low, (int) high));
    }

    @Override
    public String toString() {
        return low < 1 || high < 1 ? low + " to " + high : low + "-" + high;
    }
}
