package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.Optional;

/**
 * The setting that says how long TIME_WAIT lasts, on systems that have one: FreeBSD and macOS, tcp(4); Windows, whose documented
 * least is 30 seconds and which reads it at its start. Linux has none.
 *
 * @param meaning how TIME_WAIT follows from it, as the end of a sentence
 * @param change to a short value that still outlasts most late packets, {@code net.inet.tcp.msl to 5000 …}
 * @param timeWait that comes of it
 */
record TimeWaitSwitch(String meaning, String change, Duration timeWait) {

    private static final TimeWaitSwitch BSD = new TimeWaitSwitch(
            "twice " + SettingKeys.BSD_MSL,
            SettingKeys.BSD_MSL + " to 5000, for a TIME_WAIT of 10 s",
            Duration.ofSeconds(10));
    private static final TimeWaitSwitch WINDOWS = new TimeWaitSwitch(
            "as TcpTimedWaitDelay says",
            SettingKeys.WINDOWS_TIMED_WAIT_DELAY + " to 30 (seconds) and restart",
            Duration.ofSeconds(30));

    static Optional<TimeWaitSwitch> find(OperatingSystem system) {
        return switch (system) {
            case LINUX -> Optional.empty();
            case FREEBSD, MACOS -> Optional.of(BSD);
            case WINDOWS -> Optional.of(WINDOWS);
        };
    }

    /** Whether it would shorten anything. */
    boolean isShorterThan(PortSupply supply) {
        return timeWait.compareTo(supply.timeWait()) < 0;
    }

    PortSupply applied(PortSupply supply) {
        return new PortSupply(
                supply.usablePorts(),
                timeWait,
                supply.reuse(),
                supply.reuseDelay(),
                supply.conntrackEntries(),
                supply.openFiles());
    }
}
