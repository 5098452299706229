package io.portgrade.fact;

import io.portgrade.capacity.PortHazards;
import io.portgrade.capacity.PortPlan;
import io.portgrade.capacity.PortPlanner;
import io.portgrade.capacity.UsablePorts;
import io.portgrade.fact.PortRemedy.Reach;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.SettingKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out which settings make the range large enough and keep services out of its way, in the host's own keys. */
record PortRemedyPlanner(HostSnapshot snapshot, PoolLoad load, Policy policy) {

    /** The least that {@code netsh int ipv4 set dynamicport} takes. */
    private static final int LOWEST_OF_WINDOWS = 1_025;

    /**
     * @param inTheWay whether listeners or services have ports that the range in force hands out
     * @param hazards asked only where a change is needed
     * @param needs usable ports that each destination needs; those that no range here has are passed over
     */
    PortRemedy remedy(
            PortRangeSetting setting,
            PortSet reserved,
            PortSet listening,
            ServicePorts services,
            boolean inTheWay,
            PortHazards hazards,
            List<Integer> needs) {
        Ports ports = new Ports(
                setting,
                reserved,
                listening,
                PortFacts.byParity(snapshot),
                keptFree(listening, services),
                inTheWay,
                hazards);
        double expected = policy.thresholds().usablePorts().mildestLimit();
        PortRemedy usual = remedy(ports, expected);
        if (needs.isEmpty()) {
            return usual;
        }
        int most = most(ports);
        double wanted = needed(ports, needs, listening.size(), most);
        if (wanted <= expected) {
            return usual;
        }
        PortRemedy wider = remedy(ports, wanted);
        if (wider.sufficient() || wanted > most) {
            return wider;
        }
        if (wider.reach() == Reach.FIREWALL_FIRST) {
            return usual.withBehindFirewall(wider.assignable());
        }
        // What would mend the ports must not take from a destination what it has.
        return usual.sufficient() && takesAway(usual, ports, wanted) ? wider : usual;
    }

    private static boolean takesAway(PortRemedy usual, Ports ports, double wanted) {
        PortRange current = ports.range();
        return !usual.settings().isEmpty()
                && usual.assignable() < wanted
                && current != null
                && ports.assignable(current, ports.reserved()) >= wanted;
    }

    /** The ports as they are, and what a plan must heed. */
    private record Ports(
            PortRangeSetting setting,
            PortSet reserved,
            PortSet listening,
            boolean byParity,
            PortSet keptFree,
            boolean inTheWay,
            PortHazards hazards) {

        /** Those that are assigned when nothing listens there any more. */
        int assignable(PortRange range, PortSet reserving) {
            return usable(range, reserving).besideServices();
        }

        UsablePorts usable(PortRange range, PortSet reserving) {
            return new UsablePorts(range, reserving, listening, byParity);
        }

        @Nullable
        PortRange range() {
            return setting.range().orElse(null);
        }
    }

    /** Ports of the widest range, whatever the firewalls do. */
    private int most(Ports ports) {
        PortPlan widest = planner(ports, PortRange.MAX_PORT + 1.0, ports.keptFree(), PortHazards.NONE)
                .plan(ports.range(), ports.reserved());
        return ports.assignable(widest.range(), widest.reserved());
    }

    /**
     * The greatest need that some range here satisfies even if no listener leaves it; those that none does ask for no fewer
     * ports than there are.
     */
    private static double needed(Ports ports, List<Integer> needs, int listeners, int most) {
        PortRange current = ports.range();
        int today = current == null ? 0 : ports.assignable(current, ports.reserved());
        return needs.stream()
                .mapToInt(need -> need + listeners)
                .map(need -> need <= most ? need : Math.min(need, today))
                .max()
                .orElse(0);
    }

    private PortRemedy remedy(Ports ports, double wanted) {
        PortRange current = ports.range();
        PortSet reserved = ports.reserved();
        if (current != null
                && !ports.inTheWay()
                && planner(ports, wanted, PortSet.empty(), PortHazards.NONE).accepts(current, reserved)) {
            return PortRemedy.NONE;
        }
        PortPlanner planner = planner(ports, wanted, ports.keptFree(), ports.hazards());
        PortPlan plan = planner.plan(current, reserved);
        Reach reach = planner.isEnough(plan) ? Reach.ENOUGH : Reach.TOO_FEW;
        if (reach == Reach.TOO_FEW) {
            plan = planner.regardless().plan(current, reserved);
            reach = planner.regardless().isEnough(plan) ? Reach.FIREWALL_FIRST : Reach.TOO_FEW;
        }
        int assignable = ports.assignable(plan.range(), plan.reserved());
        int usable = ports.usable(plan.range(), plan.reserved()).count();
        if (reach == Reach.TOO_FEW && usable >= wanted) {
            reach = Reach.MOSTLY_RESERVED;
        }
        int today = current == null ? 0 : ports.assignable(current, reserved);
        int most = Math.max(assignable, today);
        Map<String, String> changes = changes(current, reserved, plan);
        long tracked = most + load.conntrackEntries(most);
        if (!changes.isEmpty()) {
            new TableGrowth(snapshot, policy).add(today, assignable, tracked, changes);
        }
        return new PortRemedy(changes, reach, assignable, usable, tracked, 0);
    }

    private PortSet keptFree(PortSet listening, ServicePorts services) {
        PortSet ports = policy.disables("port-range/listener-inside") ? PortSet.empty() : listening;
        return policy.disables("port-range/service-collision") ? ports : ports.union(services.ports());
    }

    private PortPlanner planner(Ports ports, double wantedPorts, PortSet keptFree, PortHazards hazards) {
        return new PortPlanner(
                wantedPorts,
                policy.thresholds().reservedShare(),
                lowest(ports.setting()),
                isLinux(),
                ports.byParity(),
                ports.listening(),
                keptFree,
                hazards);
    }

    private int lowest(PortRangeSetting setting) {
        if (snapshot.system() == OperatingSystem.WINDOWS) {
            return LOWEST_OF_WINDOWS;
        }
        return setting.lowest() == null ? 0 : setting.lowest().port();
    }

    private boolean isLinux() {
        return snapshot.system() == OperatingSystem.LINUX;
    }

    private Map<String, String> changes(@Nullable PortRange current, PortSet reserved, PortPlan plan) {
        Map<String, String> changes = new HashMap<>();
        PortRange range = plan.range();
        if (!range.equals(current)) {
            changes.putAll(settingsOf(range));
        }
        if (isLinux() && !plan.reserved().equals(reserved)) {
            changes.put(SettingKeys.LOCAL_RESERVED_PORTS, plan.reserved().toString());
        }
        return changes;
    }

    private Map<String, String> settingsOf(PortRange range) {
        return switch (snapshot.system()) {
            case LINUX -> Map.of(SettingKeys.LOCAL_PORT_RANGE, range.low() + " " + range.high());
            case FREEBSD, MACOS ->
                Map.of(
                        SettingKeys.BSD_PORTRANGE_FIRST, Integer.toString(range.low()),
                        SettingKeys.BSD_PORTRANGE_LAST, Integer.toString(range.high()));
            case WINDOWS ->
                Map.of(
                        SettingKeys.WINDOWS_DYNAMIC_PORT_START, Integer.toString(range.low()),
                        SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, Integer.toString(range.size()));
        };
    }
}
