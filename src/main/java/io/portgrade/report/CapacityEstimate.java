package io.portgrade.report;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.Ceiling;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.capacity.UnresolvedNames;
import io.portgrade.fact.ConntrackTable;
import io.portgrade.fact.EffectiveReuse;
import io.portgrade.fact.EphemeralPorts;
import io.portgrade.fact.Facts;
import io.portgrade.fact.OpenFiles;
import io.portgrade.fact.ReservedPorts;
import io.portgrade.fact.ReuseDelay;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.KernelVersion;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out the ceilings of a host from its settings, saying what it had to assume. */
final class CapacityEstimate {

    private static final Duration DEFAULT_REUSE_DELAY = Duration.ofSeconds(1);

    private final HostSnapshot snapshot;
    private final Facts facts;
    private final List<String> assumptions = new ArrayList<>();

    private CapacityEstimate(HostSnapshot snapshot, Facts facts) {
        this.snapshot = snapshot;
        this.facts = facts;
    }

    /** Empty when the port range is not known. */
    static Optional<Capacity> of(HostSnapshot snapshot, Facts facts) {
        return facts.find(EphemeralPorts.class).map(ports -> new CapacityEstimate(snapshot, facts).estimate(ports));
    }

    private Capacity estimate(EphemeralPorts ports) {
        assumeNothingElseTakesPorts();
        Duration timeWait = new TimeWaitLength(snapshot, assumptions).find();
        TimeWaitReuse reuse = isLinux() ? reuse() : null;
        Duration wait = reuse == TimeWaitReuse.ALWAYS ? Ceiling.waitWithReuse(reuseDelay()) : timeWait;
        return new Capacity(
                ports.range().size(),
                ports.reserved(),
                ports.listening(),
                ports.usable(),
                (int) timeWait.toSeconds(),
                reuse,
                ports.usable(),
                ratePerSecond(ports, wait),
                ratePerSecond(ports, timeWait),
                destinations(ports, timeWait, reuse),
                assumptions);
    }

    private List<DestinationCapacity> destinations(
            EphemeralPorts ports, Duration timeWait, @Nullable TimeWaitReuse reuse) {
        UnresolvedNames.assumption(snapshot.pools()).ifPresent(assumptions::add);
        PortSupply supply = new PortSupply(
                ports.usable(),
                timeWait,
                reuse,
                reuseDelay(),
                facts.find(ConntrackTable.class).map(ConntrackTable::max).orElse(null),
                facts.find(OpenFiles.class).map(OpenFiles::soft).orElse(null));
        return CapacityModel.of(supply, snapshot.pools());
    }

    private void assumeNothingElseTakesPorts() {
        if (isLinux() && facts.find(ReservedPorts.class).isEmpty()) {
            assumptions.add(SettingKeys.LOCAL_RESERVED_PORTS + " was not submitted: no port is taken to be reserved");
        }
        if (!snapshot.has(Section.SOCKETS)) {
            assumptions.add("sockets were not submitted: no port is taken to be held by a listener");
        }
    }

    private @Nullable TimeWaitReuse reuse() {
        Optional<EffectiveReuse> known = facts.find(EffectiveReuse.class);
        if (known.isEmpty()) {
            assumptions.add("tcp_tw_reuse and tcp_timestamps are not both known: taken to be "
                    + (reuseByDefault() == TimeWaitReuse.NEVER
                            ? "0 and 1, the defaults before Linux 4.19"
                            : "2 and 1, the defaults since Linux 4.19"));
            return reuseByDefault();
        }
        if (known.get().isEverywhere()) {
            assumptions.add("the destination has TCP timestamps on; without them its ceiling is that without reuse");
        }
        return known.get().mode();
    }

    private TimeWaitReuse reuseByDefault() {
        Optional<KernelVersion> kernel = snapshot.host().linuxVersion();
        return kernel.isPresent() && !kernel.get().atLeast(4, 19) ? TimeWaitReuse.NEVER : TimeWaitReuse.LOOPBACK_ONLY;
    }

    private Duration reuseDelay() {
        return facts.find(ReuseDelay.class)
                .filter(delay -> !delay.isOutOfRange() && !delay.unsupported())
                .map(delay -> Duration.ofMillis(delay.milliseconds()))
                .orElse(DEFAULT_REUSE_DELAY);
    }

    private boolean isLinux() {
        return snapshot.system() == OperatingSystem.LINUX;
    }

    private static double ratePerSecond(EphemeralPorts ports, Duration wait) {
        return Math.round(new Ceiling(ports.usable(), wait).connectionsPerSecond() * 10) / 10.0;
    }
}
