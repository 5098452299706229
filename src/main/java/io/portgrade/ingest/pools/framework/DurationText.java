package io.portgrade.ingest.pools.framework;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as configuration files and programs write them: {@code 30s}, {@code 500ms}, {@code 1h30m}, {@code 5 minutes},
 * {@code PT30S}, {@code 00:02:00}, {@code 1.12:00:00}, {@code 30000} in the framework's own unit. At most 100 years.
 */
final class DurationText {

    private static final int MAX_LENGTH = 40;
    private static final int MAX_DIGITS = 18;
    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ns", Duration.ofNanos(1)),
            Map.entry("us", Duration.ofNanos(1_000)),
            Map.entry("µs", Duration.ofNanos(1_000)),
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)));

    private final String text;
    private int position;

    private DurationText(String text) {
        this.text = text;
    }

    /** @param bareUnit of a number without one; null when there is no such unit and the number means nothing */
    static Optional<Duration> parse(String written, @Nullable ChronoUnit bareUnit) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean negative = text.charAt(0) == '-';
        String amount = negative ? text.substring(1).strip() : text;
        return magnitude(amount, bareUnit)
                .filter(time -> time.compareTo(LONGEST) <= 0)
                .map(time -> negative ? time.negated() : time);
    }

    private static Optional<Duration> magnitude(String text, @Nullable ChronoUnit bareUnit) {
        if (text.isEmpty() || text.charAt(0) == '-') {
            return Optional.empty();
        }
        if (text.charAt(0) == 'P' || text.charAt(0) == 'p') {
            return iso(text);
        }
        return text.indexOf(':') >= 0 ? clock(text) : new DurationText(text).amounts(bareUnit);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(time -> !time.isNegative());
        } catch (java.time.DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** {@code [days.]hours:minutes[:seconds]}, as .NET's TimeSpan. */
    private static Optional<Duration> clock(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            return Optional.empty();
        }
        int dot = parts[0].indexOf('.');
        String days = dot < 0 ? "0" : parts[0].substring(0, dot);
        String seconds = parts.length == 3 ? parts[2] : "0";
        Optional<BigDecimal> hours = number(parts[0].substring(dot + 1));
        BigDecimal total = BigDecimal.ZERO;
        int[] weights = {86_400, 3_600, 60, 1};
        Optional<?>[] values = {number(days), hours, number(parts[1]), number(seconds)};
        for (int i = 0; i < values.length; i++) {
            if (!(values[i].orElse(null) instanceof BigDecimal value)) {
                return Optional.empty();
            }
            total = total.add(value.multiply(BigDecimal.valueOf(weights[i])));
        }
        return Optional.of(duration(total));
    }

    /** Numbers with units, one after the other; a single number may go without. */
    private Optional<Duration> amounts(@Nullable ChronoUnit bareUnit) {
        BigDecimal total = BigDecimal.ZERO;
        while (position < text.length()) {
            boolean first = position == 0;
            Optional<BigDecimal> number = number(next(true));
            String unit = next(false).strip();
            Duration length = unit(unit);
            if (unit.isEmpty() && first && bareUnit != null) {
                length = bareUnit.getDuration();
            }
            if (number.isEmpty() || length == null) {
                return Optional.empty();
            }
            total = total.add(number.get().multiply(seconds(length)));
        }
        return Optional.of(duration(total));
    }

    private String next(boolean numeric) {
        int start = position;
        while (position < text.length() && isNumeric(text.charAt(position)) == numeric) {
            position++;
        }
        return text.substring(start, position);
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static @Nullable Duration unit(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Duration exact = UNITS.get(lower);
        return exact != null || !lower.endsWith("s") ? exact : UNITS.get(lower.substring(0, lower.length() - 1));
    }

    private static Optional<BigDecimal> number(String digits) {
        int dot = digits.indexOf('.');
        boolean whole = dot < 0 || dot > 0 && dot < digits.length() - 1 && digits.indexOf('.', dot + 1) < 0;
        boolean numeric = digits.chars().allMatch(c -> isNumeric((char) c));
        return digits.isEmpty() || digits.length() > MAX_DIGITS || !whole || !numeric
                ? Optional.empty()
                : Optional.of(new BigDecimal(digits));
    }

    private static BigDecimal seconds(Duration unit) {
        return BigDecimal.valueOf(unit.getSeconds()).add(BigDecimal.valueOf(unit.getNano(), 9));
    }

    /** Saturated far beyond the longest that is accepted. */
    private static Duration duration(BigDecimal seconds) {
        BigDecimal limited = seconds.min(BigDecimal.valueOf(LONGEST.getSeconds() + 1));
        BigDecimal nanos = limited.remainder(BigDecimal.ONE).multiply(NANOS_PER_SECOND);
        return Duration.ofSeconds(limited.longValue(), nanos.longValue());
    }
}
