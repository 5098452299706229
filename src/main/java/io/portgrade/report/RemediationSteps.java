package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.firewall.remedy.FirewallEdit;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A remediation in the forms in which people apply it.
 *
 * @param summary one sentence
 * @param settings key to value; empty when no setting can help
 * @param remove settings to take out of the configuration
 * @param firewall what to add to the submitted firewalls, in this order; {@code commands} do the same
 * @param commands for a shell of the host's own system, effective at once
 * @param file what to put where so that it survives a reboot, whole with what else was submitted of it; null when there is nothing
 *     to write, and for one of several findings when it is long
 * @param ansible tasks that do both, as YAML; null when there is nothing to set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RemediationSteps(
        String summary,
        SortedMap<String, String> settings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> remove,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FirewallEdit> firewall,
        List<String> commands,
        @Nullable ConfigurationFile file,
        @Nullable String ansible) {

    /** A file of the host. */
    public record ConfigurationFile(String path, String content) {}
}
