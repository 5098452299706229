package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.UnresolvedNames;
import io.portgrade.capacity.UsablePorts;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * What pools ask of UDP where its range is one of its own, as Windows sets it for each transport (Microsoft KB
 * 929851).
 *
 * @param load of UDP alone
 * @param host what it has for TCP
 */
record UdpCapacity(
        HostSnapshot snapshot,
        PoolLoad load,
        Policy policy,
        SettingReader settings,
        HostSupply host,
        Facts.Builder facts) {

    private static final Absence NOT_SENT =
            Absence.notSubmitted("the range of UDP, which Windows sets apart from that of"
                    + " TCP: send the output of netsh int ipv4 show dynamicport udp");

    static boolean isApart(HostSnapshot snapshot) {
        return snapshot.system() == OperatingSystem.WINDOWS;
    }

    /** Of each destination; none, and why, when the range is not known. */
    List<DestinationCapacity> assemble() {
        Reading<PortRangeSetting> read = new PortRangeReader(snapshot, settings).udpOfWindows();
        if (read instanceof Reading.Missing<PortRangeSetting> missing) {
            return absent(missing.absence().kind() == Absence.Kind.NOT_SUBMITTED ? NOT_SENT : missing.absence());
        }
        PortRangeSetting setting = ((Reading.Present<PortRangeSetting>) read).value();
        PortRange range = setting.range().orElse(null);
        return range == null
                ? absent(new Absence(Absence.Kind.NOT_PARSABLE, "no port range of UDP: " + setting))
                : assemble(setting, range);
    }

    private List<DestinationCapacity> assemble(PortRangeSetting setting, PortRange range) {
        EphemeralPorts ports = EphemeralPorts.of(
                new UsablePorts(range, PortSet.empty(), PortSet.empty(), PortFacts.byParity(snapshot)),
                snapshot.system(),
                policy.thresholds(),
                setting.evidence());
        PortSupply ofTcp = host.supply();
        PortSupply supply = new PortSupply(
                ports.usable(), ofTcp.timeWait(), ofTcp.reuse(), ofTcp.reuseDelay(), null, ofTcp.openFiles());
        List<Pool> pools = load.on(supply).pools();
        HostSupply ofUdp = new HostSupply(
                supply, UnresolvedNames.assumption(pools).map(List::of).orElse(List.of()));
        UdpRemedy remedy = new UdpRemedy(load, supply, policy.thresholds().capacityUtilisation());
        return new CapacityUses(snapshot, load, remedy.bands(), ofUdp, ports, facts).assemble(remedy::fix);
    }

    private List<DestinationCapacity> absent(Absence why) {
        facts.absent(DeclaredConnections.class, why);
        facts.absent(DeclaredLoad.class, why);
        return List.of();
    }
}
