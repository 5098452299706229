package io.portgrade.fact;

import io.portgrade.capacity.PortDemand;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out which settings make the range large enough and keep services out of its way, in the host's own keys. */
record PortRemedyPlanner(HostSnapshot snapshot, Policy policy) {

    /** The least that {@code netsh int ipv4 set dynamicport} takes. */
    private static final int LOWEST_OF_WINDOWS = 1_025;

    /**
     * @param inTheWay whether listeners or services have ports that the range in force hands out
     * @param hazards asked only where a change is needed
     */
    PortRemedy remedy(
            PortRangeSetting setting,
            PortSet reserved,
            PortSet listening,
            ServicePorts services,
            boolean inTheWay,
            PortHazards hazards) {
        PortRange current = setting.range().orElse(null);
        if (current != null
                && !inTheWay
                && planner(setting, PortSet.empty(), PortHazards.NONE).accepts(current, reserved)) {
            return PortRemedy.NONE;
        }
        PortPlanner planner = planner(setting, keptFree(listening, services), hazards);
        PortPlan plan = planner.plan(current, reserved);
        Reach reach = planner.isEnough(plan) ? Reach.ENOUGH : Reach.TOO_FEW;
        if (reach == Reach.TOO_FEW) {
            plan = planner.regardless().plan(current, reserved);
            reach = planner.regardless().isEnough(plan) ? Reach.FIREWALL_FIRST : Reach.TOO_FEW;
        }
        int assignable = assignable(plan.range(), plan.reserved());
        int most = current == null ? assignable : Math.max(assignable, assignable(current, reserved));
        Map<String, String> changes = changes(current, reserved, plan);
        if (!changes.isEmpty()) {
            growLimits(most, changes);
        }
        return new PortRemedy(changes, reach, assignable, most);
    }

    private static int assignable(PortRange range, PortSet reserved) {
        return new UsablePorts(range, reserved, PortSet.empty()).assignable();
    }

    private PortSet keptFree(PortSet listening, ServicePorts services) {
        PortSet ports = policy.disables("port-range/listener-inside") ? PortSet.empty() : listening;
        return policy.disables("port-range/service-collision") ? ports : ports.union(services.ports());
    }

    private PortPlanner planner(PortRangeSetting setting, PortSet keptFree, PortHazards hazards) {
        return new PortPlanner(
                policy.thresholds().usablePorts().mildestLimit(),
                policy.thresholds().reservedShare(),
                lowest(setting),
                isLinux(),
                keptFree,
                hazards);
    }

    private int lowest(PortRangeSetting setting) {
        if (snapshot.system() == OperatingSystem.WINDOWS) {
            return LOWEST_OF_WINDOWS;
        }
        return setting.unprivilegedStart() == null ? 0 : setting.unprivilegedStart();
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

    /** Tables that were large enough for fewer ports must grow with them, or the remedy would trip another rule. */
    private void growLimits(int assignable, Map<String, String> changes) {
        OperatingSystem os = snapshot.host().os();
        if (os != null && os != OperatingSystem.LINUX) {
            return;
        }
        if (!policy.disables("time-wait/buckets-too-few")) {
            number(SettingKeys.MAX_TW_BUCKETS)
                    .filter(max -> max < assignable)
                    .ifPresent(
                            max -> changes.put(SettingKeys.MAX_TW_BUCKETS, Integer.toString(TimeWaitBuckets.ENOUGH)));
        }
        if (!policy.disables("conntrack/table-too-small")) {
            growConntrack(assignable, changes);
        }
    }

    private void growConntrack(int assignable, Map<String, String> changes) {
        String key = ConntrackTable.key(snapshot.settings());
        double limit = policy.thresholds().conntrackUtilisation().mildestLimit();
        long demanded = PortDemand.conntrackEntries(snapshot.pools(), assignable);
        long expected = Math.max(
                Math.max(assignable, demanded),
                number(SettingKeys.CONNTRACK_COUNT).orElse(0L));
        number(key)
                .filter(max -> max > 0 && (double) expected / max > limit)
                .flatMap(max -> ConntrackTable.sizeFor(expected, limit))
                .ifPresent(size -> changes.put(key, Long.toString(size)));
    }

    private Optional<Long> number(String key) {
        return snapshot.settings().find(key).flatMap(setting -> Numbers.parseInt(setting.value()));
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
