package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.OperatingSystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host that a report is about; system and kernel as stated or found, left out when unknown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostReport(
        String name, @Nullable OperatingSystem os, @Nullable String kernel, Map<String, String> labels) {

    static HostReport of(Host host) {
        return new HostReport(host.name(), host.os(), host.kernel(), host.labels());
    }
}
