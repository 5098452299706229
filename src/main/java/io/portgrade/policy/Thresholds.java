package io.portgrade.policy;

import java.time.Duration;

/**
 * Where the rules draw their lines.
 *
 * @param usablePorts ports that the kernel can still hand out to one destination
 * @param reservedShare reserved ports as a share of the range, 0 to 1
 * @param minFinTimeout shortest sensible {@code tcp_fin_timeout}
 * @param maxFinTimeout longest {@code tcp_fin_timeout} that means what it says
 * @param conntrackUtilisation expected entries as a share of {@code nf_conntrack_max}
 * @param reuseNeededAbove share of the ceiling without TIME_WAIT reuse above which a destination needs reuse
 * @param openFiles files that a process may open
 * @param criticalPortLoss share of the usable ports from which on it is critical that a firewall loses their packets
 * @param capacityUtilisation demand towards one destination as a share of its ceiling
 * @param portsInUse ports in use towards one destination as a share of the usable ones
 * @param timeWait when connections in TIME_WAIT are too many
 * @param widestService ports that one opening of a firewall may have to pass for that of a service
 * @param pools what connection pools may do
 */
public record Thresholds(
        Bands usablePorts,
        double reservedShare,
        Duration minFinTimeout,
        Duration maxFinTimeout,
        Bands conntrackUtilisation,
        double reuseNeededAbove,
        Bands openFiles,
        double criticalPortLoss,
        Bands capacityUtilisation,
        Bands portsInUse,
        TimeWaitLimits timeWait,
        int widestService,
        PoolThresholds pools) {}
