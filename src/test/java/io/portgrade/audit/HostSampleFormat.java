package io.portgrade.audit;

import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.Settings;
import net.jqwik.api.SampleReportingFormat;

/** Prints a host that falsified a property so that a person can read it. */
public final class HostSampleFormat implements SampleReportingFormat {

    @Override
    public boolean appliesTo(Object value) {
        return value instanceof HostSnapshot || value instanceof Policy || value instanceof Settings;
    }

    @Override
    public Object report(Object value) {
        if (value instanceof Policy policy) {
            return "policy " + policy.name();
        }
        if (value instanceof HostSnapshot host) {
            StringBuilder text = new StringBuilder()
                    .append(host.host().os())
                    .append(' ')
                    .append(host.host().kernel())
                    .append(' ')
                    .append(host.host().labels())
                    .append(' ')
                    .append(host.submitted());
            for (Setting setting : host.settings().all()) {
                text.append("\n    ").append(setting.key()).append(" = ").append(setting.value());
            }
            return text.append("\n    ")
                    .append(host.sockets())
                    .append("\n    ")
                    .append(host.openFilesLimits())
                    .append("\n    ")
                    .append(host.pools())
                    .toString();
        }
        return value.toString();
    }
}
