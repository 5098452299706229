package io.portgrade.api;

import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Policy;
import io.portgrade.policy.Thresholds;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy as clients see it, everything that it inherits included. */
@Schema(name = "Policy", description = "What is expected of hosts in one role.")
record PolicyView(
        @Schema(required = true, description = "What ?policy= asks for.", examples = "egress-proxy")
        String name,

        @Schema(required = true, description = "The version of the policy's text.", examples = "1.0.0")
        String version,

        @Schema(required = true, description = "Whom it is meant for.")
        String summary,

        @Schema(required = true, description = "Whether the role opens many connections.")
        boolean outboundLoad,

        @Schema(required = true, description = "Whether the role is a Kubernetes node.")
        boolean kubernetesNode,

        @Schema(required = true, description = "Where the rules draw their lines.")
        ThresholdsView thresholds,

        @Schema(required = true, description = "Ports that services are known to bind, and their names.")
        SortedMap<PortRange, String> servicePorts,

        @Schema(required = true, description = "Rules that weigh differently here than their own severity says.")
        SortedMap<String, Severity> severities,

        @Schema(required = true, description = "Rules that do not apply to this role, each with its reason.")
        SortedMap<String, String> disabled,

        @Schema(required = true, description = "Sections without which a host of this role cannot be judged.")
        Set<Section> requires) {

    static PolicyView of(Policy policy) {
        return new PolicyView(
                policy.name(),
                policy.version(),
                policy.summary(),
                policy.outboundLoad(),
                policy.kubernetesNode(),
                ThresholdsView.of(policy.thresholds()),
                policy.servicePorts(),
                new TreeMap<>(policy.severities()),
                policy.disabled(),
                policy.requires());
    }

    /** Thresholds with durations in seconds. */
    @Schema(name = "Thresholds", description = "Where the rules draw their lines.")
    record ThresholdsView(
            @Schema(required = true, description = "Usable ports.")
            BandsView usablePorts,

            @Schema(required = true, description = "Reserved ports as a share of the range, 0 to 1.")
            double reservedShare,

            @Schema(required = true, description = "Shortest sensible tcp_fin_timeout.")
            long minFinTimeoutSeconds,

            @Schema(required = true, description = "Longest sensible tcp_fin_timeout.")
            long maxFinTimeoutSeconds,

            @Schema(required = true, description = "Expected entries as a share of nf_conntrack_max.")
            BandsView conntrackUtilisation,

            @Schema(required = true, description = "Share of the ceiling without reuse above which reuse is needed.")
            double reuseNeededAbove,

            @Schema(required = true, description = "Files that a process may open.")
            BandsView openFiles,

            @Schema(
                    required = true,
                    description =
                            "Share of the usable ports from which on it is critical that a firewall loses their packets.")
            double criticalPortLoss,

            @Schema(required = true, description = "Demand towards one destination as a share of its ceiling.")
            BandsView capacityUtilisation,

            @Schema(
                    required = true,
                    description = "Ports in use towards one destination as a share of the usable ones.")
            BandsView portsInUse,

            @Schema(required = true, description = "Connections in TIME_WAIT as a share of those that the host opened.")
            double timeWaitOfConnections,

            @Schema(required = true, description = "The same as a share of the usable ports; too many are above both.")
            double timeWaitOfPorts,

            @Schema(required = true, description = "Ports that an opening may have to pass for that of a service.")
            int widestService) {

        static ThresholdsView of(Thresholds thresholds) {
            return new ThresholdsView(
                    BandsView.of(thresholds.usablePorts()),
                    thresholds.reservedShare(),
                    thresholds.minFinTimeout().toSeconds(),
                    thresholds.maxFinTimeout().toSeconds(),
                    BandsView.of(thresholds.conntrackUtilisation()),
                    thresholds.reuseNeededAbove(),
                    BandsView.of(thresholds.openFiles()),
                    thresholds.criticalPortLoss(),
                    BandsView.of(thresholds.capacityUtilisation()),
                    BandsView.of(thresholds.portsInUse()),
                    thresholds.timeWait().ofConnections(),
                    thresholds.timeWait().ofPorts(),
                    thresholds.widestService());
        }
    }

    /** The limits of one measure. */
    @Schema(name = "Bands", description = "The limits of one measure, by the severity of passing them.")
    record BandsView(
            @Schema(
                    required = true,
                    enumeration = {"below", "above", "from"},
                    description = "Where the trouble lies: below or above a limit, itself still good, or from it on.")
            String bad,

            @Schema(required = true, description = "The limit of each severity.")
            Map<Severity, Number> limits) {

        static BandsView of(Bands bands) {
            Map<Severity, Number> limits = new EnumMap<>(Severity.class);
            bands.limits().forEach((severity, limit) -> limits.put(severity, plain(limit)));
            return new BandsView(bands.side().name().toLowerCase(Locale.ROOT), limits);
        }

        /** A whole number as one. */
        private static Number plain(double limit) {
            if (limit == Math.rint(limit)) {
                return (long) limit;
            }
            return limit;
        }
    }
}
