package io.portgrade.fact;

import io.portgrade.capacity.PortHold;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.finding.Numerals;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pools to one destination meet when its ports run out.
 *
 * @param pools at least one
 * @param timeWaitSwitch what sets the length of TIME_WAIT; null where nothing does
 */
record PortExhaustion(
        List<Pool> pools, PortSupply supply, @Nullable TimeWaitSwitch timeWaitSwitch, OperatingSystem system) {

    private static final String NO_BUFFERS = "WSAENOBUFS (10055)";

    PortExhaustion {
        pools = List.copyOf(pools);
    }

    /**
     * The call that fails and its error, {@code connect() then fails with EADDRNOTAVAIL}: as measured on Linux 6.18, and as
     * Microsoft documents it (KB 196271; {@code bind function (winsock2.h)}; and what is in TIME_WAIT, Tcpip event 4227).
     */
    String failure() {
        boolean windows = system == OperatingSystem.WINDOWS;
        boolean udp = pools.get(0).destination().isUdp();
        String ofUdp = windows ? NO_BUFFERS : "EAGAIN";
        String connecting = "connect() then fails with " + (udp ? ofUdp : ofTcp(system));
        String binding = "bind() then fails with " + (windows ? NO_BUFFERS : "EADDRINUSE");
        if (pools.stream().allMatch(Pool::bindsFirst)) {
            return binding;
        }
        return pools.stream().anyMatch(Pool::bindsFirst) ? binding + ", or " + connecting : connecting;
    }

    /** What connect() fails with when TCP has no port left. */
    static String ofTcp(OperatingSystem system) {
        return system == OperatingSystem.WINDOWS ? NO_BUFFERS + " or WSAEADDRINUSE (10048)" : "EADDRNOTAVAIL";
    }

    /** How long TIME_WAIT lasts and whether that can be changed: sentences, each with a blank before it. */
    String length() {
        return timeWaitSwitch == null
                ? " TIME_WAIT has a fixed length: tcp_fin_timeout does not shorten it." + whyNoReuse()
                : " TIME_WAIT lasts " + Numerals.plain(supply.timeWait().toMillis() / 1_000.0) + " s here, "
                        + timeWaitSwitch.meaning() + ".";
    }

    /** A sentence with a blank before it where reuse is on and frees none of these ports; else empty. */
    private String whyNoReuse() {
        boolean on = supply.reuse() == TimeWaitReuse.ALWAYS;
        if (on && pools.stream().anyMatch(pool -> Boolean.FALSE.equals(pool.peerTimestamps()))) {
            return " tcp_tw_reuse has no effect here: the destination has TCP timestamps off.";
        }
        return on && pools.stream().anyMatch(Pool::bindsFirst)
                ? " tcp_tw_reuse has no effect on ports that are bound first."
                : "";
    }

    /** Whether closed connections hold their ports here, with reuse or without. */
    boolean leavesTimeWait() {
        return pools.stream().anyMatch(pool -> supply.afterClose(pool).cause() != PortHold.Cause.NOTHING);
    }

    /** Whether some hold them for as long as TIME_WAIT lasts. */
    boolean waits() {
        return pools.stream().anyMatch(pool -> supply.afterClose(pool).cause() == PortHold.Cause.TIME_WAIT);
    }

    /** Whether reuse is counted on although nothing says that the destination has timestamps on. */
    boolean assumesTimestamps() {
        return pools.stream().anyMatch(pool -> supply.afterClose(pool).cause() == PortHold.Cause.ASSUMED_REUSE_DELAY);
    }
}
