package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Demand towards one destination that is too near to its ceiling, or beyond it.
 *
 * @param kind what is asked for
 * @param capacity of the destination, as it stands in the report
 * @param usablePorts E, of the host
 * @param bands from which share of the ceiling on the policy finds fault
 * @param more destinations that are over as well and less so, and are not told of one by one
 * @param exhaustion what comes of it
 * @param assumptions what the ceiling rests on beside the evidence
 */
public record CapacityUse(
        Kind kind,
        DestinationCapacity capacity,
        int usablePorts,
        Bands bands,
        int more,
        PortExhaustion exhaustion,
        List<Evidence> evidence,
        List<String> assumptions,
        Remediation fix) {

    /** What pools can ask too much of. */
    public enum Kind {
        /** Connections opened a second. */
        RATE("/s", DestinationCapacity::rate),
        /** Connections open at once. */
        CONCURRENCY(" connections at once", DestinationCapacity::concurrency);

        private final String unit;
        private final Function<DestinationCapacity, Measure> part;

        Kind(String unit, Function<DestinationCapacity, Measure> part) {
            this.unit = unit;
            this.part = part;
        }

        Measure of(DestinationCapacity capacity) {
            return part.apply(capacity);
        }

        /** Demand over ceiling; 0 when one of them is not known. */
        double utilisation(DestinationCapacity capacity) {
            Number used = of(capacity).utilisation();
            return used == null ? 0 : used.doubleValue();
        }
    }

    public CapacityUse {
        evidence = List.copyOf(evidence);
        assumptions = List.copyOf(assumptions);
    }

    public boolean isOfRate() {
        return kind == Kind.RATE;
    }

    public boolean isOfConcurrency() {
        return kind == Kind.CONCURRENCY;
    }

    public Severity severity() {
        return bands.severityAt(kind.utilisation(capacity));
    }

    /** For a finding: {@code 500/s towards 10.0.5.12:5432 against 470.5/s, 106.3 % of it: …}. */
    public String description() {
        StringBuilder text = new StringBuilder()
                .append(Numerals.plain(demand()))
                .append(kind.unit)
                .append(" towards ")
                .append(capacity.destination())
                .append(capacity.source() == null ? "" : " from " + capacity.source())
                .append(isShared() ? sharedCeiling() : ownCeiling())
                .append(": ")
                .append(consequence());
        if (!assumptions.isEmpty()) {
            text.append(" Assumed: ").append(String.join("; ", assumptions)).append('.');
        }
        if (more > 0) {
            text.append(" Likewise ")
                    .append(Numerals.counted(more, "more destination"))
                    .append(", less near to its limit.");
        }
        return text.toString();
    }

    private String ownCeiling() {
        return " against " + ceiling() + ", " + Numerals.percent(kind.utilisation(capacity));
    }

    /** A small part of a demand that is too high has a small ceiling, which means nothing by itself. */
    private String sharedCeiling() {
        return ": with all that share its ports it takes " + Numerals.percent(kind.utilisation(capacity))
                + " of them, and " + ceiling() + " is the ceiling if all grow alike";
    }

    private String ceiling() {
        Number ceiling = kind.of(capacity).ceiling();
        return (ceiling == null ? "none" : Numerals.plain(ceiling)) + kind.unit;
    }

    private boolean isShared() {
        return capacity.bindingConstraint().contains("shared");
    }

    private String consequence() {
        String binding = capacity.bindingConstraint();
        boolean exhausts = kind.utilisation(capacity) > 1;
        if (!binding.startsWith("usable ports")) {
            return (exhausts ? "beyond what is there of: " : "the limit is: ") + binding + ".";
        }
        String what = exhausts ? "the ports run out" + after() : "little is left of the ports; in a peak they run out";
        return what + ", and " + exhaustion.failure() + " (" + binding + ")." + ofTimeWait(binding);
    }

    private String ofTimeWait(String binding) {
        return isOfRate() && binding.endsWith("TIME_WAIT")
                ? " TIME_WAIT has a fixed length: tcp_fin_timeout does not shorten it." + exhaustion.whyNoReuse()
                : "";
    }

    /** When no port has come back yet the demand takes them all one by one; not known of those that destinations share. */
    private String after() {
        if (!isOfRate() || isShared()) {
            return "";
        }
        long seconds = Math.round(usablePorts / demand().doubleValue());
        return seconds == 0 ? " within a second" : " after " + seconds + " s";
    }

    private Number demand() {
        return Objects.requireNonNullElse(kind.of(capacity).demand(), 0);
    }
}
