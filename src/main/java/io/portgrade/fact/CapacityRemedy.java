package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The smallest changes that bring the demand towards one destination to where the policy finds no fault, each tried on the
 * model that found it too high. Settings come first: reuse, the ports that {@link PortRemedy} has found, then both.
 *
 * @param changes of settings, the smallest first
 * @param behindFirewall ports of a wider range that the firewalls stand in the way of
 * @param timeWaitSwitch what could shorten TIME_WAIT; null where nothing does
 */
record CapacityRemedy(
        PoolLoad load,
        PortSupply supply,
        Bands bands,
        List<PortChange> changes,
        int behindFirewall,
        @Nullable TimeWaitSwitch timeWaitSwitch) {

    CapacityRemedy {
        changes = List.copyOf(changes);
    }

    Remediation fix(Kind kind, DestinationCapacity capacity) {
        List<String> ofPools = load.alternatives(supply, bands).find(kind, capacity);
        for (PortChange change : changes) {
            double used = kind.utilisationBy(load.on(supplyAfter(change)), capacity);
            if (!bands.reachedBy(used)) {
                List<String> others = new ArrayList<>();
                shortened(kind, capacity, nothing())
                        .ifPresent(left -> others.add("set " + shorter() + " (" + left + ")"));
                others.addAll(ofPools);
                return Remediation.set(sentence(change, used, capacity) + otherwise("Or ", others), change.settings());
            }
        }
        Optional<String> shorter = shorterTimeWait(kind, capacity);
        if (shorter.isPresent()) {
            return Remediation.advise(shorter.get() + otherwise("Or ", ofPools));
        }
        PortChange most = changes.isEmpty() ? nothing() : changes.get(changes.size() - 1);
        return Remediation.advise(new OtherLimits(this, kind, capacity, most)
                        .advice()
                        .orElseGet(() -> "No setting brings it to " + aim() + " or below: " + why(kind, capacity) + ".")
                + otherwise("Instead ", ofPools));
    }

    /** A sentence about the smallest change beside which a shorter TIME_WAIT is enough; none where it is not. */
    private Optional<String> shorterTimeWait(Kind kind, DestinationCapacity capacity) {
        return Stream.concat(Stream.of(nothing()), changes.stream())
                .flatMap(change -> shortened(kind, capacity, change)
                        .map(left -> "Set " + (change.settings().isEmpty() ? "" : change.assignments() + " and ")
                                + shorter() + ", which leaves " + left + ".")
                        .stream())
                .findFirst();
    }

    /** What is left with a shorter TIME_WAIT beside a change, in words; empty when that is too much or nothing can shorten it. */
    private Optional<String> shortened(Kind kind, DestinationCapacity capacity, PortChange beside) {
        if (kind != Kind.RATE || timeWaitSwitch == null || !timeWaitSwitch.isShorterThan(supply)) {
            return Optional.empty();
        }
        double used = kind.utilisationBy(load.on(timeWaitSwitch.applied(supplyAfter(beside))), capacity);
        return bands.reachedBy(used) ? Optional.empty() : Optional.of(Numerals.percent(used));
    }

    private String shorter() {
        return timeWaitSwitch == null ? "" : timeWaitSwitch.change();
    }

    private PortChange nothing() {
        return new PortChange(Map.of(), supply.usablePorts());
    }

    String aim() {
        return Numerals.percent(bands.mildestLimit());
    }

    boolean isEnough(Kind kind, PortSupply changed, DestinationCapacity capacity) {
        return !bands.reachedBy(kind.utilisationBy(load.on(changed), capacity));
    }

    PortSupply supplyAfter(PortChange change) {
        return new PortSupply(
                change.usablePorts(),
                supply.timeWait(),
                change.turnsReuseOn() ? TimeWaitReuse.ALWAYS : supply.reuse(),
                supply.reuseDelay(),
                change.conntrackEntries().orElse(supply.conntrackEntries()),
                supply.openFiles());
    }

    private String sentence(PortChange change, double used, DestinationCapacity capacity) {
        return "Set " + change.assignments() + ", which leaves " + Numerals.percent(used)
                + (change.turnsReuseOn() && !isPeerKnown(capacity)
                        ? " if the destination has TCP timestamps on."
                        : ".");
    }

    private boolean isPeerKnown(DestinationCapacity capacity) {
        return load.on(supply).pools(capacity).stream()
                .allMatch(pool -> pool.destination().isLoopback() || Boolean.TRUE.equals(pool.peerTimestamps()));
    }

    private String why(Kind kind, DestinationCapacity capacity) {
        if (kind == Kind.CONCURRENCY) {
            return "each open connection has a port to itself";
        }
        List<Pool> pools = load.on(supply).pools(capacity).stream()
                .filter(pool -> !pool.destination().isUdp())
                .toList();
        if (pools.stream().anyMatch(pool -> Boolean.FALSE.equals(pool.peerTimestamps()))) {
            return "the destination has TCP timestamps off, without which no TIME_WAIT port is reused";
        }
        if (pools.stream().anyMatch(Pool::bindsFirst)) {
            return "the source address is bound before connecting, without which reuse would help";
        }
        return "it is limited by " + capacity.bindingConstraint()
                + (timeWaitSwitch == null
                        ? ""
                        : ", even if TIME_WAIT lasts "
                                + timeWaitSwitch.timeWait().toSeconds() + " s");
    }

    /** A sentence with a blank before it; empty where there is nothing else. */
    static String otherwise(String word, List<String> others) {
        return others.isEmpty() ? "" : " " + word + String.join("; or ", others) + ".";
    }
}
