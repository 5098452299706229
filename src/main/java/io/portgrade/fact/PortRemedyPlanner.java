package io.portgrade.fact;

import io.portgrade.capacity.PortPlan;
import io.portgrade.capacity.PortPlanner;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.SettingKeys;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out which settings make the range large enough and keep services out of its way, in the host's own keys. */
record PortRemedyPlanner(HostSnapshot snapshot, Policy policy) {

    /** @param inTheWay whether listeners or services have ports that the range in force hands out */
    PortRemedy remedy(
            PortRangeSetting setting, PortSet reserved, PortSet listening, ServicePorts services, boolean inTheWay) {
        PortRange current = setting.range().orElse(null);
        if (current != null && !inTheWay && planner(setting, PortSet.empty()).accepts(current, reserved)) {
            return PortRemedy.NONE;
        }
        PortPlanner planner = planner(setting, keptFree(listening, services));
        return new PortRemedy(changes(current, reserved, planner.plan(current, reserved)));
    }

    private PortSet keptFree(PortSet listening, ServicePorts services) {
        PortSet ports = policy.disables("port-range/listener-inside") ? PortSet.empty() : listening;
        return policy.disables("port-range/service-collision") ? ports : ports.union(services.ports());
    }

    private PortPlanner planner(PortRangeSetting setting, PortSet keptFree) {
        return new PortPlanner(
                policy.thresholds().usablePorts().mildestLimit(),
                policy.thresholds().reservedShare(),
                setting.unprivilegedStart() == null ? 0 : setting.unprivilegedStart(),
                isLinux(),
                keptFree);
    }

    private boolean isLinux() {
        OperatingSystem os = snapshot.host().os();
        return os == null || os == OperatingSystem.LINUX;
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
        OperatingSystem os = snapshot.host().os();
        return switch (os == null ? OperatingSystem.LINUX : os) {
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
