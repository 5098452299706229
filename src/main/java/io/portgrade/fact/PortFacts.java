package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_RANDOMIZED;
import static io.portgrade.snapshot.SettingKeys.LOCAL_RESERVED_PORTS;

import io.portgrade.capacity.PortHazards;
import io.portgrade.capacity.UsablePorts;
import io.portgrade.finding.Evidence;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.DefaultPorts;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ephemeral range, what is left of it, and what stands in its way. */
record PortFacts(
        HostSnapshot snapshot,
        HostFirewalls firewalls,
        PoolLoad load,
        Policy policy,
        SettingReader settings,
        Facts.Builder facts) {

    private static final int MOST_LISTENERS_SHOWN = 20;
    private static final Reading<PortSet> NONE_RESERVED =
            new Reading.Missing<>(Absence.notSubmitted(LOCAL_RESERVED_PORTS));

    /** Adds the facts; answers the usable ports, or null when they are not known. */
    @Nullable
    EphemeralPorts assemble() {
        settings.addFrom(
                settings.decimal(BSD_PORTRANGE_RANDOMIZED),
                PortRandomisation.class,
                (value, setting) -> new PortRandomisation(value != 0, List.of(Evidence.of(setting))));
        Reading<PortRangeSetting> range = new PortRangeReader(snapshot, settings).read();
        if (range instanceof Reading.Present<PortRangeSetting> present) {
            facts.add(present.value());
            return assemble(present.value());
        }
        absent(((Reading.Missing<PortRangeSetting>) range).absence());
        facts.absent(PortRangeSetting.class, ((Reading.Missing<PortRangeSetting>) range).absence());
        return null;
    }

    private @Nullable EphemeralPorts assemble(PortRangeSetting setting) {
        Reading<PortSet> reserved = snapshot.system() == OperatingSystem.LINUX
                ? settings.read(LOCAL_RESERVED_PORTS, PortList.EXPECTED, PortList::parse)
                : NONE_RESERVED;
        settings.addFrom(
                reserved, ReservedPorts.class, (ports, read) -> new ReservedPorts(ports, List.of(shortened(read))));
        PortSet reservedPorts =
                reserved instanceof Reading.Present<PortSet> present ? present.value() : PortSet.empty();
        Optional<Setting> refused = refusedList(snapshot, reserved instanceof Reading.Present);
        refused.ifPresent(list ->
                settings.note(list, "the kernel refuses the whole list: none of its ports is taken to be reserved"));
        Absence unknown = whyUnknown(setting, refused.isPresent() ? NONE_RESERVED : reserved);
        PortRange range = setting.range().orElse(null);
        ServicePorts services = ServicePorts.of(snapshot, policy);
        PortRemedyPlanner remedies = new PortRemedyPlanner(snapshot, load, policy);
        PortSet listening = listening();
        if (unknown != null || range == null) {
            absent(unknown == null ? Absence.notSubmitted("a port range") : unknown);
            PortHazards hazards = hazards(DefaultPorts.of(snapshot.system()), true, reservedPorts, PortSet.empty());
            List<Integer> needs = setting.isRefused() ? needsBeside(reservedPorts, listening) : List.of();
            facts.add(remedies.remedy(setting, reservedPorts, listening, services, true, hazards, needs));
            return null;
        }
        UsablePorts usable = new UsablePorts(range, reservedPorts, listening, byParity(snapshot));
        ServiceCollisions collisions = services.collisions(range, reservedPorts, setting.evidence());
        boolean inTheWay = collisions.isAny() || usable.listeningInRange() > 0;
        facts.add(collisions);
        PortHazards hazards = hazards(range, false, reservedPorts, listening);
        EphemeralPorts ports =
                EphemeralPorts.of(usable, snapshot.system(), policy.thresholds(), evidence(setting, reserved));
        facts.add(ports);
        List<Integer> needs = new PortNeeds(snapshot, load, policy, facts).find(ports);
        facts.add(remedies.remedy(setting, reservedPorts, listening, services, inTheWay, hazards, needs));
        addListeners(usable);
        return ports;
    }

    /** What is asked of a range that is to take the place of a refused one: as if the system's default were in force. */
    private List<Integer> needsBeside(PortSet reserved, PortSet listening) {
        UsablePorts usable =
                new UsablePorts(DefaultPorts.of(snapshot.system()), reserved, listening, byParity(snapshot));
        EphemeralPorts ports = EphemeralPorts.of(usable, snapshot.system(), policy.thresholds(), List.of());
        return new PortNeeds(snapshot, load, policy, facts).find(ports);
    }

    /** @param listening those that firewalls are not asked about */
    private PortHazards hazards(PortRange range, boolean assumed, PortSet reserved, PortSet listening) {
        if (firewalls.firewalls().isEmpty()) {
            return PortHazards.NONE;
        }
        PortSet usable = PortSet.of(range).minus(reserved).minus(listening);
        return FirewallHazards.of(
                firewalls,
                policy,
                new FirewallHazards.Today(range, assumed, usable, listening(), snapshot.sockets() != null));
    }

    private static List<Evidence> evidence(PortRangeSetting setting, Reading<PortSet> reserved) {
        List<Evidence> evidence = new ArrayList<>(setting.evidence());
        if (reserved instanceof Reading.Present<PortSet> present
                && !present.value().isEmpty()) {
            evidence.add(shortened(present.setting()));
        }
        return evidence;
    }

    /** As far as is known: Linux until 4.1 goes through the range port by port. */
    static boolean byParity(HostSnapshot snapshot) {
        return snapshot.host()
                .linuxVersion()
                .filter(version -> !version.atLeast(4, 2))
                .isEmpty();
    }

    /**
     * A list that is only intended and that the kernel will not take: then none is in force after the next boot. A running
     * kernel shows no such list, so one that was read from it was garbled on its way, and the ports are not known.
     */
    static Optional<Setting> refusedList(HostSnapshot snapshot, boolean readable) {
        return snapshot.settings()
                .find(LOCAL_RESERVED_PORTS)
                .filter(list -> !readable && list.origin() != Origin.RUNNING);
    }

    /** Reserved ports that were not sent are taken to be none, as reports say; those that cannot be read are unknown. */
    private static @Nullable Absence whyUnknown(PortRangeSetting setting, Reading<PortSet> reserved) {
        if (setting.isRefused()) {
            return new Absence(Absence.Kind.NOT_PARSABLE, "the kernel refuses the port range " + setting);
        }
        return reserved instanceof Reading.Missing<PortSet> missing
                        && missing.absence().kind() != Absence.Kind.NOT_SUBMITTED
                ? missing.absence()
                : null;
    }

    private void addListeners(UsablePorts usable) {
        Sockets sockets = snapshot.sockets();
        if (sockets == null || sockets.leaveListenersOut()) {
            facts.absent(ListenersInRange.class, listenersMissing());
            return;
        }
        if (sockets.unreadListeners() > 0) {
            facts.absent(ListenersInRange.class, Absence.unreadPorts(sockets.unreadListeners(), "listener"));
        }
        if (usable.listeningInRange() == 0) {
            facts.add(new ListenersInRange(PortSet.empty(), List.of()));
            return;
        }
        PortSet ports = usable.listening().minus(usable.reserved()).intersect(PortSet.of(usable.range()));
        List<Evidence> evidence = sockets.listeners().stream()
                .filter(listener -> ports.contains(listener.port()))
                .sorted()
                .limit(MOST_LISTENERS_SHOWN)
                .map(listener -> Evidence.at(listener.source(), "listener", listener.endpoint()))
                .toList();
        facts.add(new ListenersInRange(ports, evidence));
    }

    private void absent(Absence why) {
        facts.absent(EphemeralPorts.class, why);
        facts.absent(ServiceCollisions.class, why);
        facts.absent(ListenersInRange.class, snapshot.sockets() == null ? listenersMissing() : why);
    }

    private Absence listenersMissing() {
        if (snapshot.sockets() != null) {
            return Absence.notSubmitted("listeners: sockets list none, send the output of ss -tan or netstat -an");
        }
        return snapshot.has(Section.SOCKETS)
                ? new Absence(Absence.Kind.NOT_PARSABLE, "no line of sockets could be read")
                : Absence.notSubmitted("sockets");
    }

    private PortSet listening() {
        Sockets sockets = snapshot.sockets();
        return sockets == null
                ? PortSet.empty()
                : PortSet.of(sockets.listeners().stream()
                        .map(listener -> new PortRange(listener.port(), listener.port()))
                        .toList());
    }

    private static Evidence shortened(Setting setting) {
        return Evidence.at(setting.source(), setting.key(), Excerpt.unquoted(setting.value()));
    }
}
