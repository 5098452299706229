package io.portgrade.fact;

import io.portgrade.capacity.Bottleneck;
import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.Measure;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Demand towards one destination that is too near to its ceiling, or beyond it.
 *
 * @param kind what is asked for
 * @param capacity of the destination, as it stands in the report
 * @param usablePorts E, of the host
 * @param bands from which share of the ceiling on the policy finds fault
 * @param more destinations that are over as well and less so, and are not told of one by one
 * @param exhaustion what comes of it
 * @param overflow why the ports do not run out although they would; null when they do
 * @param assumptions what the ceiling rests on beside the evidence
 */
public record CapacityUse(
        Kind kind,
        DestinationCapacity capacity,
        int usablePorts,
        Bands bands,
        int more,
        PortExhaustion exhaustion,
        @Nullable TimeWaitOverflow overflow,
        List<Evidence> evidence,
        List<String> assumptions,
        Remediation fix) {

    /** From here on a percentage says less than a factor. */
    private static final double ABSURD = 100;

    /** What pools can ask too much of. */
    public enum Kind {
        /** Connections opened a second. */
        RATE("/s", "/s", DestinationCapacity::rate, DestinationCapacity::rateLimit, CapacityModel::rate),
        /** Connections open at once. */
        CONCURRENCY(
                " connections at once",
                "",
                DestinationCapacity::concurrency,
                DestinationCapacity::concurrencyLimit,
                CapacityModel::concurrency);

        private final String unit;
        private final String unitOfCeiling;
        private final Function<DestinationCapacity, Measure> part;
        private final Function<DestinationCapacity, Bottleneck> limit;
        private final BiFunction<CapacityModel, DestinationCapacity, Measure> again;

        Kind(
                String unit,
                String unitOfCeiling,
                Function<DestinationCapacity, Measure> part,
                Function<DestinationCapacity, Bottleneck> limit,
                BiFunction<CapacityModel, DestinationCapacity, Measure> again) {
            this.unit = unit;
            this.unitOfCeiling = unitOfCeiling;
            this.part = part;
            this.limit = limit;
            this.again = again;
        }

        Measure of(DestinationCapacity capacity) {
            return part.apply(capacity);
        }

        /** What runs out first. */
        Bottleneck limit(DestinationCapacity capacity) {
            return limit.apply(capacity);
        }

        /** Demand over ceiling; 0 when one of them is not known. */
        double utilisation(DestinationCapacity capacity) {
            return of(capacity).used();
        }

        /** The same of this destination by another model. */
        double utilisationBy(CapacityModel changed, DestinationCapacity before) {
            return again.apply(changed, before).used();
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

    /** At most medium where the ports do not run out: protection is what is lost then. */
    public Severity severity() {
        Severity severity = bands.severityAt(kind.utilisation(capacity));
        return overflow != null && severity.worseThan(Severity.MEDIUM) ? Severity.MEDIUM : severity;
    }

    /** For a finding: {@code 500/s towards 10.0.5.12:5432 against 470.5/s, 106.3 % of it: …}. */
    public String description() {
        StringBuilder text = new StringBuilder()
                .append(Numerals.plain(demand()))
                .append(kind.unit)
                .append(" towards ")
                .append(capacity.destination())
                .append(capacity.source() == null ? "" : " from " + capacity.source())
                .append(limit().shared() ? sharedCeiling() : ownCeiling())
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
        double used = kind.utilisation(capacity);
        if (isNothing(kind.of(capacity).ceiling())) {
            return " against none at all"; // no share of nothing can be told
        }
        return " against " + ceiling() + ", "
                + (used < ABSURD ? Numerals.percent(used) : Math.round(used) + " times as much as there is");
    }

    /** A small part of a demand that is too high has a small ceiling, which means nothing by itself. */
    private String sharedCeiling() {
        return (limit().isOfPorts()
                        ? ": with all that share its ports it takes "
                        : ": with all pools of its process it takes ")
                + Numerals.percent(kind.utilisation(capacity))
                + (limit().isOfPorts() ? " of them, and " : " of its files, and ") + ceiling()
                + " is the ceiling if all grow alike";
    }

    private String ceiling() {
        Number ceiling = kind.of(capacity).ceiling();
        return (ceiling == null ? "none" : Numerals.plain(ceiling)) + kind.unitOfCeiling;
    }

    private static boolean isNothing(@Nullable Number ceiling) {
        return ceiling != null && ceiling.doubleValue() == 0;
    }

    private Bottleneck limit() {
        return kind.limit(capacity);
    }

    private String consequence() {
        boolean exhausts = kind.utilisation(capacity) > 1;
        String limit = limit().name();
        if (!limit().isOfPorts()) {
            return (exhausts ? "beyond what is there of: " : "the limit is: ") + limit + ".";
        }
        if (overflow != null) {
            return earlyRelease(overflow, exhausts) + ofTimeWait();
        }
        String what = exhausts ? "the ports run out" + after() : "little is left of the ports; in a peak they run out";
        return what + ", and " + exhaustion.failure() + " (" + limit + ")." + ofTimeWait();
    }

    private String earlyRelease(TimeWaitOverflow cause, boolean exhausts) {
        return (exhausts ? "the ports would run out" + after() : "little would be left of the ports")
                + " if every TIME_WAIT lasted (" + limit().name()
                + "). They do not run out because tcp_max_tw_buckets is "
                + cause.buckets()
                + ": the kernel destroys every TIME_WAIT beyond that at once, and with it what keeps late"
                + " packets of an old connection out of a new one.";
    }

    private String ofTimeWait() {
        return isOfRate() && exhaustion.waits() ? exhaustion.length() : "";
    }

    /** When no port has come back yet the demand takes them all one by one; not known of those that destinations share. */
    private String after() {
        if (!isOfRate() || limit().shared()) {
            return "";
        }
        long seconds = Math.round(usablePorts / demand().doubleValue());
        return seconds == 0 ? " within a second" : " after " + seconds + " s";
    }

    private Number demand() {
        return Objects.requireNonNullElse(kind.of(capacity).demand(), 0);
    }
}
