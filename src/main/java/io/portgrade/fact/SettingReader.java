package io.portgrade.fact;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.Settings;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads settings as numbers and turns them into facts; what cannot be read becomes an absence and a diagnostic. */
final class SettingReader {

    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final String OTHER_BASES = ": a leading 0 makes a number octal, 0x hexadecimal";

    private final Settings settings;
    private final Facts.Builder facts;

    SettingReader(Settings settings, Facts.Builder facts) {
        this.settings = settings;
        this.facts = facts;
    }

    /** The Linux kernel's {@code int}: a whole number of 32 bits. */
    Reading<Long> integer(String key) {
        Reading<Long> reading = read(key, "a whole number of 32 bits, as the kernel takes", LinuxNumber::parseInt);
        if (reading instanceof Reading.Present<Long> present) {
            noteUnlessWritten(Long.toString(present.value()), present.setting());
        }
        return reading;
    }

    /** A setting of another system: a decimal whole number of 32 bits. */
    Reading<Long> decimal(String key) {
        return read(key, "a whole number of 32 bits, as the kernel takes", Numbers::parseInt);
    }

    /** A setting read by a parser that answers empty for what it cannot read. */
    <T> Reading<T> read(String key, String expected, Function<String, Optional<T>> parser) {
        Setting setting = settings.find(key).orElse(null);
        if (setting == null) {
            return new Reading.Missing<>(Absence.of(settings, key));
        }
        Optional<T> value = parser.apply(setting.value());
        if (value.isPresent()) {
            return new Reading.Present<>(value.get(), setting);
        }
        facts.note(
                Diagnostic.at(setting.source(), "not " + expected + ": " + key + " = " + Excerpt.of(setting.value())));
        return new Reading.Missing<>(new Absence(Absence.Kind.NOT_PARSABLE, key + " is not " + expected));
    }

    /** Says what the kernel makes of a value that it would print otherwise. */
    void noteUnlessWritten(String read, Setting setting) {
        String written = BLANKS.matcher(setting.value()).replaceAll(" ");
        if (!written.equals(read)) {
            note(
                    setting,
                    "the kernel reads " + read
                            + (written.startsWith(read + " ") ? ", and nothing behind it" : OTHER_BASES));
        }
    }

    /** Says how a setting was understood. */
    void note(Setting setting, String message) {
        facts.note(
                Diagnostic.at(setting.source(), setting.key() + " = " + Excerpt.of(setting.value()) + ": " + message));
    }

    /** Adds the fact made of an integer setting of Linux, or says why it is absent. */
    <F> void addFrom(String key, Class<F> type, BiFunction<Long, Setting, F> factory) {
        addFrom(integer(key), type, factory);
    }

    <T, F> void addFrom(Reading<T> reading, Class<F> type, BiFunction<T, Setting, F> factory) {
        if (reading instanceof Reading.Present<T> present) {
            facts.add(factory.apply(present.value(), present.setting()));
        } else if (reading instanceof Reading.Missing<T> missing) {
            facts.absent(type, missing.absence());
        }
    }
}
