package io.portgrade.policy;

import io.portgrade.finding.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of one measure, by the severity of passing them.
 *
 * @param side on which side of a limit the trouble lies
 * @param limits from worst to mildest; each further from trouble than the worse one
 */
public record Bands(Side side, Map<Severity, Double> limits) {

    /** Which side of a limit is bad. */
    public enum Side {
        /** The limit itself is still good. */
        BELOW,
        /** The limit itself is still good. */
        ABOVE,
        /** The limit itself is bad already. */
        FROM
    }

    public Bands {
        Map<Severity, Double> sorted = new EnumMap<>(Severity.class);
        sorted.putAll(limits);
        limits = Collections.unmodifiableMap(sorted);
        Double worse = null;
        for (double limit : limits.values()) {
            if (worse != null && (side == Side.BELOW ? limit <= worse : limit >= worse)) {
                throw new IllegalArgumentException("limits out of order: the milder a severity, the "
                        + (side == Side.BELOW ? "higher" : "lower") + " its limit must be");
            }
            worse = limit;
        }
    }

    /** The worst severity whose limit the value has passed. */
    public Optional<Severity> find(double value) {
        for (Map.Entry<Severity, Double> band : limits.entrySet()) {
            if (isPassed(band.getValue(), value)) {
                return Optional.of(band.getKey());
            }
        }
        return Optional.empty();
    }

    private boolean isPassed(double limit, double value) {
        return switch (side) {
            case BELOW -> value < limit;
            case ABOVE -> value > limit;
            case FROM -> value >= limit;
        };
    }

    public boolean reachedBy(double value) {
        return find(value).isPresent();
    }

    /** The same for whole numbers, which DRL does not widen by itself. */
    public boolean reachedBy(long value) {
        return reachedBy((double) value);
    }

    /** {@link #find} for a value that is known to have passed a limit. */
    public Severity severityAt(double value) {
        return find(value).orElseThrow(() -> new IllegalArgumentException(value + " passes none of " + limits));
    }

    /** The limit beyond which there is no trouble at all. */
    public double mildestLimit() {
        return limits.values().stream().reduce((worse, milder) -> milder).orElse(0.0);
    }
}
