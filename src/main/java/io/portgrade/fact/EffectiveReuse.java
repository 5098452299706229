package io.portgrade.fact;

import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.finding.Evidence;
import java.util.List;

/** What {@code tcp_tw_reuse} and {@code tcp_timestamps} come to together on this host, whatever the peer does. */
public record EffectiveReuse(TimeWaitReuse mode, List<Evidence> evidence) {

    public EffectiveReuse {
        evidence = List.copyOf(evidence);
    }

    public boolean isEverywhere() {
        return mode == TimeWaitReuse.ALWAYS;
    }
}
