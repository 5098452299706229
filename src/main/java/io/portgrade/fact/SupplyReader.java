package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.ProcessFiles;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.capacity.UnresolvedNames;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Works out what a host has for its connections from the facts about its settings, saying what it had to assume. */
final class SupplyReader {

    private static final Duration DEFAULT_REUSE_DELAY = Duration.ofSeconds(1);

    private final HostSnapshot snapshot;
    private final PoolLoad load;
    private final Facts.Builder facts;
    private final List<String> assumptions = new ArrayList<>();

    SupplyReader(HostSnapshot snapshot, PoolLoad load, Facts.Builder facts) {
        this.snapshot = snapshot;
        this.load = load;
        this.facts = facts;
    }

    HostSupply read(EphemeralPorts ports) {
        assumeNothingElseTakesPorts();
        Duration timeWait = new TimeWaitLength(snapshot, assumptions, facts).find();
        TimeWaitReuse reuse = isLinux() ? reuse() : null;
        assumptions.addAll(load.assumptions());
        UnresolvedNames.assumption(snapshot.pools()).ifPresent(assumptions::add);
        RequestArrivals.assumption(snapshot.pools()).ifPresent(assumptions::add);
        UntoldAges.assumption(snapshot.pools()).ifPresent(assumptions::add);
        PortSupply supply = new PortSupply(
                ports.usable(),
                timeWait,
                reuse,
                reuseDelay(),
                isLinux()
                        ? facts.find(ConntrackTable.class)
                                .map(ConntrackTable::max)
                                .orElse(null)
                        : null,
                snapshot.system() == OperatingSystem.WINDOWS
                        ? null
                        : facts.find(OpenFiles.class).map(OpenFiles::soft).orElse(null));
        if (supply.openFiles() != null) {
            ProcessFiles.assumption(snapshot.pools()).ifPresent(assumptions::add);
        }
        return new HostSupply(supply, assumptions);
    }

    private void assumeNothingElseTakesPorts() {
        if (isLinux() && facts.find(ReservedPorts.class).isEmpty()) {
            boolean refused = PortFacts.refusedList(snapshot, false).isPresent();
            assumptions.add(SettingKeys.LOCAL_RESERVED_PORTS
                    + (refused ? " is a list that the kernel refuses" : " was not submitted")
                    + ": no port is taken to be reserved");
        }
        if (!snapshot.has(Section.SOCKETS)) {
            assumptions.add("sockets were not submitted: no port is taken to be held by a listener");
        } else if (snapshot.sockets() == null || snapshot.sockets().leaveListenersOut()) {
            assumptions.add("sockets show no listener: no port is taken to be held by one");
        }
    }

    private TimeWaitReuse reuse() {
        TimeWaitReuse mode =
                facts.find(EffectiveReuse.class).map(EffectiveReuse::mode).orElseGet(this::assumedReuse);
        if (mode == TimeWaitReuse.ALWAYS && !PeerTimestamps.areStated(snapshot.pools())) {
            assumptions.add(PeerTimestamps.assumption(snapshot.pools()));
        }
        return mode;
    }

    private TimeWaitReuse assumedReuse() {
        if (isReuseSent()) {
            assumptions.add("tcp_timestamps is not known: taken to be 1, the default");
            return TimeWaitReuse.ALWAYS;
        }
        assumptions.add("tcp_tw_reuse and tcp_timestamps are not both known: taken to be "
                + (reuseByDefault() == TimeWaitReuse.NEVER
                        ? "0 and 1, the defaults before Linux 4.19"
                        : "2 and 1, the defaults since Linux 4.19 and in RHEL 8"));
        return reuseByDefault();
    }

    /** Only where it is on everywhere does what it does hang on timestamps that were not sent. */
    private boolean isReuseSent() {
        return facts.find(TimeWaitReuseSetting.class)
                .filter(TimeWaitReuseSetting::isAlways)
                .isPresent();
    }

    private TimeWaitReuse reuseByDefault() {
        return snapshot.host().knowsReuseOnLoopback() ? TimeWaitReuse.LOOPBACK_ONLY : TimeWaitReuse.NEVER;
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
}
