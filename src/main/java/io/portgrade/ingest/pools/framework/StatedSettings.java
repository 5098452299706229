package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.pools.framework.StatedSetting.Untold;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.NearestName;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.PoolStatement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are stated for one pool, by the names of its framework. Case, hyphens and underscores make no
 * difference in a name; a name that the framework does not have is reported with those that it has, and where it can only
 * be a slip of one that is not stated, or ends in its name, the pool is not assessed.
 */
public final class StatedSettings {

    private static final Set<String> UNBOUNDED =
            Set.of("infinity", "infinite", "unlimited", "unbounded", "none", "int.maxvalue", "integer.max_value");
    private static final Set<String> FOREVER = Set.of(
            "infinity", "infinite", "infinitetimespan", "timeout.infinitetimespan", "never", "none", "unlimited");
    private static final String NOT_ASSESSED = ": what the pool opens is not assessed";
    private static final int MAX_DIGITS = 18;

    private final PoolFramework framework;
    private final SettingNames names;
    private final Diagnostics diagnostics;
    private final Map<String, StatedSetting> byName = new LinkedHashMap<>();
    private final boolean empty;
    private boolean unreadable;

    /**
     * @param stated weakest first: of several with one name the last stands
     * @param diagnostics takes what is wrong with any of them
     */
    public StatedSettings(PoolFramework framework, List<StatedSetting> stated, Diagnostics diagnostics) {
        this.framework = framework;
        this.diagnostics = diagnostics;
        this.names = new SettingNames(framework);
        this.empty = stated.stream()
                .filter(setting -> setting.value() != null)
                .map(setting -> names.key(setting.name()))
                .noneMatch(key -> names.isRead(key) || names.isPassedOver(key));
        Set<String> unstated = names.unstated(stated);
        for (StatedSetting setting : stated) {
            String key = names.key(setting.name());
            if (names.isRead(key)) {
                put(key, setting);
            } else if (!names.isPassedOver(key)) {
                reportUnknown(setting, key, unstated);
            }
        }
    }

    /** The default of a setting that was stated, if by another name, would be a guess. */
    private void reportUnknown(StatedSetting setting, String key, Set<String> unstated) {
        boolean slip = SettingNames.isSlip(key, unstated);
        Optional<String> meant = slip ? Optional.empty() : names.findPrefixed(setting.name(), unstated);
        unreadable |= slip || meant.isPresent();
        if (diagnostics.isFull()) {
            report(setting, "");
        } else if (meant.isPresent()) {
            report(setting, prefixed(setting.name(), meant.get()) + NOT_ASSESSED);
        } else {
            report(setting, unknown(setting.name()) + (slip ? NOT_ASSESSED : ""));
        }
    }

    /** What they come to; empty when one that the framework asks for holds what it cannot mean. */
    public Optional<PoolSettings> read() {
        PoolSettings settings = framework.read(this);
        return unreadable ? Optional.empty() : Optional.of(settings);
    }

    /** What they come to while requests wait for a connection; empty when that is the same. */
    public Optional<PoolSettings> whenRequestsWait(PoolSettings settings) {
        return framework.whenRequestsWait(this, settings);
    }

    /** Those that stand in a line of text. */
    public List<PoolStatement> statements() {
        return byName.values().stream()
                .filter(setting -> setting.place().line() != null && !(setting.value() instanceof Untold))
                .map(setting -> new PoolStatement(setting.name(), text(setting), setting.place()))
                .toList();
    }

    /** Whether none of the framework's settings is stated, those included that are passed over. */
    boolean isEmpty() {
        return empty;
    }

    public boolean isStated(String name) {
        return byName.containsKey(names.key(name));
    }

    /**
     * A whole number.
     *
     * @param least the smallest that the framework accepts
     * @param otherwise when it is not stated
     * @return {@link Integer#MAX_VALUE} for no bound
     */
    public int count(String name, int least, int otherwise) {
        StatedSetting setting = byName.get(names.key(name));
        if (setting == null) {
            return otherwise;
        }
        String text = text(setting);
        Optional<Long> number = UNBOUNDED.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.of((long) Integer.MAX_VALUE)
                : wholeNumber(text);
        if (number.isPresent() && number.get() >= least && number.get() <= Integer.MAX_VALUE) {
            return number.get().intValue();
        }
        refuse(setting, "a whole number from " + least + " to " + Integer.MAX_VALUE);
        return otherwise;
    }

    public boolean flag(String name, boolean otherwise) {
        return findFlag(name).orElse(otherwise);
    }

    /** Empty when it is not stated, or is not true or false. */
    public Optional<Boolean> findFlag(String name) {
        StatedSetting setting = byName.get(names.key(name));
        if (setting == null) {
            return Optional.empty();
        }
        switch (text(setting).toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1":
                return Optional.of(true);
            case "false", "off", "no", "0":
                return Optional.of(false);
            default:
                refuse(setting, "true or false");
                return Optional.empty();
        }
    }

    /**
     * A time, zero or more.
     *
     * @param bareUnit of a number without one; null when the framework has none
     */
    public Duration duration(String name, @Nullable ChronoUnit bareUnit, Duration otherwise) {
        Duration time = durationOrForever(name, bareUnit, otherwise);
        StatedSetting setting = byName.get(names.key(name));
        if (time.isNegative() && setting != null) {
            refuse(setting, "a time that is not negative");
            return otherwise;
        }
        return time;
    }

    /** A time; negative for one that never comes, which may also be said in words. */
    public Duration durationOrForever(String name, @Nullable ChronoUnit bareUnit, Duration otherwise) {
        StatedSetting setting = byName.get(names.key(name));
        if (setting == null) {
            return otherwise;
        }
        String text = text(setting);
        if (FOREVER.contains(text.toLowerCase(Locale.ROOT)) || text.equals("-1")) {
            return Duration.ofMillis(-1);
        }
        Optional<Duration> time = DurationText.parse(text, bareUnit);
        if (time.isEmpty()) {
            String bare = bareUnit == null
                    ? " with its unit, such as 30s, PT30S or 00:00:30"
                    : " such as 30s, PT30S or 30 (" + bareUnit.toString().toLowerCase(Locale.ROOT) + ")";
            refuse(setting, "a time of up to 100 years" + bare);
        }
        return time.orElse(otherwise);
    }

    /** Why it cannot be told from the text what it is set to; empty when it can, or is not stated. */
    Optional<String> whyUntold(String name) {
        return find(name)
                .map(StatedSetting::value)
                .filter(Untold.class::isInstance)
                .map(value -> ((Untold) value).why());
    }

    /** Text or a number as text; empty when it is not stated. */
    public Optional<String> word(String name) {
        return find(name).map(StatedSettings::text);
    }

    /** Says that a stated value is not what it has to be; the pool is not assessed then. */
    public void refuse(String name, String expected) {
        find(name).ifPresent(setting -> refuse(setting, expected));
    }

    /** Says how a stated value was understood. */
    public void note(String name, String message) {
        find(name).ifPresent(setting -> report(setting, setting.name() + ": " + message));
    }

    private Optional<StatedSetting> find(String name) {
        return Optional.ofNullable(byName.get(names.key(name)));
    }

    private void put(String key, StatedSetting setting) {
        if (setting.value() != null) {
            byName.put(key, setting);
        }
    }

    private void refuse(StatedSetting setting, String expected) {
        unreadable = true;
        report(
                setting,
                setting.name() + ": expected " + expected + ", not " + Excerpt.of(text(setting)) + NOT_ASSESSED);
    }

    private void report(StatedSetting setting, String message) {
        diagnostics.add(Diagnostic.at(setting.place(), message));
    }

    private static String prefixed(String name, String setting) {
        return Excerpt.of(name) + " may be " + setting + " of this pool or of another: send it as " + setting
                + ", or leave it out";
    }

    private String unknown(String name) {
        List<String> known = NearestName.nearestFirst(name, framework.settings());
        return framework.id() + " has no setting " + Excerpt.of(name) + ": known are " + String.join(", ", known);
    }

    private static String text(StatedSetting setting) {
        return String.valueOf(setting.value()).strip();
    }

    private static Optional<Long> wholeNumber(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        boolean numeric = digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits.isEmpty() || digits.length() > MAX_DIGITS || !numeric
                ? Optional.empty()
                : Optional.of(Long.parseLong(text));
    }
}
