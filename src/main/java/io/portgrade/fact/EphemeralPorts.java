package io.portgrade.fact;

import io.portgrade.capacity.UsablePorts;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Thresholds;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import java.util.List;

/**
 * The ports that the host can open connections from.
 *
 * @param usable E: what is left of the range after reserved ports and listeners
 * @param assignable the same before listeners, known from settings alone
 * @param besideServices the same, with the reserved ones among them at which something listens
 * @param reserved reserved ports in the range
 * @param listening unreserved ports in the range at which something listens; 0 when no sockets were submitted
 * @param reservedShare of the range, 0 to 1
 * @param error what connect() fails with when they are used up
 * @param sameParity whether low and high are both even or both odd, and the kernel minds
 * @param bands how many usable ports the policy expects
 * @param mostReservedShare of the range that the policy lets be reserved, 0 to 1
 */
public record EphemeralPorts(
        PortRange range,
        int usable,
        int assignable,
        int besideServices,
        int reserved,
        int listening,
        double reservedShare,
        String error,
        boolean sameParity,
        Bands bands,
        double mostReservedShare,
        List<Evidence> evidence) {

    private static final PortRange DEFAULT_BEFORE_LINUX_4_2 = new PortRange(32_768, 61_000);

    public EphemeralPorts {
        evidence = List.copyOf(evidence);
    }

    static EphemeralPorts of(UsablePorts ports, OperatingSystem system, Thresholds limits, List<Evidence> evidence) {
        return new EphemeralPorts(
                ports.range(),
                ports.count(),
                ports.assignable(),
                ports.besideServices(),
                ports.reservedInRange(),
                ports.listeningInRange(),
                ports.reservedShare(),
                PortExhaustion.ofTcp(system),
                ports.hasSameParity(),
                limits.usablePorts(),
                limits.reservedShare(),
                evidence);
    }

    /** Whether the range is too small; that something listens in it is another matter. */
    public boolean isTooFew() {
        return bands.reachedBy(besideServices);
    }

    /** How bad it is that they are too few. */
    public Severity severity() {
        return bands.severityAt(besideServices);
    }

    /** The number from which on they are not too few. */
    public long expected() {
        return (long) bands.mildestLimit();
    }

    public boolean isMostlyReserved() {
        return reservedShare > mostReservedShare;
    }

    /** A clause: {@code 9000 of the 28232 ports of the range 32768-60999 are reserved}. */
    public String reservedDescription() {
        return range.size() == 1
                ? "The only port of the range " + range + " is reserved"
                : reserved + " of the " + range.size() + " ports of the range " + range
                        + (reserved == 1 ? " is reserved" : " are reserved");
    }

    /** Whether the range is the default that Linux had until 4.2, copied along since. */
    public boolean isLegacyDefault() {
        return range.equals(DEFAULT_BEFORE_LINUX_4_2);
    }

    /** For a sentence, both ends also where they are the same port. */
    public String ends() {
        return range.low() + "-" + range.high();
    }

    /** For a sentence: {@code 28232 usable ports (32768-60999)}, with what was taken off. */
    public String description() {
        StringBuilder text = new StringBuilder()
                .append(Numerals.counted(usable, "usable port"))
                .append(" (")
                .append(range);
        if (reserved > 0) {
            text.append(", ").append(reserved).append(" reserved");
        }
        if (listening > 0) {
            text.append(", ").append(listening).append(" taken by listeners");
        }
        return text.append(')').toString();
    }
}
