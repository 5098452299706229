package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.TIMESTAMPS;
import static io.portgrade.snapshot.SettingKeys.TW_RECYCLE;
import static io.portgrade.snapshot.SettingKeys.TW_REUSE;
import static io.portgrade.snapshot.SettingKeys.TW_REUSE_DELAY;

import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.KernelVersion;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings that decide whether a TIME_WAIT port can be taken again. */
record ReuseFacts(HostSnapshot snapshot, Policy policy, SettingReader settings, Facts.Builder facts) {

    void assemble() {
        Reading<Long> reuse = settings.integer(TW_REUSE);
        Reading<Long> timestamps = settings.integer(TIMESTAMPS);
        settings.addFrom(
                reuse,
                TimeWaitReuseSetting.class,
                (value, setting) -> TimeWaitReuseSetting.of(value, snapshot.host(), List.of(Evidence.of(setting))));
        settings.addFrom(
                timestamps,
                TimestampsSetting.class,
                (value, setting) -> new TimestampsSetting(value, List.of(Evidence.of(setting))));
        addEffect(reuse, timestamps);
        boolean off = timestamps instanceof Reading.Present<Long> present && present.value() == 0;
        facts.add(new ReuseRemedy(invalid(), off, !policy.disables("reuse/timestamps-off")));
        addDelay();
        addRecycle();
    }

    /** Timestamps that are off settle it; what is sent of one setting is not put in question because the other was not. */
    private void addEffect(Reading<Long> reuse, Reading<Long> timestamps) {
        Optional<TimeWaitReuseSetting> switched = facts.find(TimeWaitReuseSetting.class);
        List<Evidence> off = timestamps instanceof Reading.Present<Long> present && present.value() == 0
                ? List.of(Evidence.of(present.setting()))
                : List.of();
        if (switched.isEmpty()) {
            if (off.isEmpty()) {
                facts.absent(EffectiveReuse.class, ((Reading.Missing<Long>) reuse).absence());
            } else {
                facts.add(new EffectiveReuse(TimeWaitReuse.NEVER, off));
            }
            return;
        }
        TimeWaitReuse mode = switched.get().mode();
        List<Evidence> evidence = switched.get().evidence();
        if (mode == null) {
            facts.absent(EffectiveReuse.class, new Absence(Absence.Kind.NOT_PARSABLE, TW_REUSE + " is not 0, 1 or 2"));
        } else if (!off.isEmpty() && mode != TimeWaitReuse.NEVER) {
            facts.add(new EffectiveReuse(TimeWaitReuse.NEVER, Evidence.both(evidence, off)));
        } else if (mode == TimeWaitReuse.ALWAYS && timestamps instanceof Reading.Missing<Long> missing) {
            facts.absent(EffectiveReuse.class, missing.absence());
        } else {
            facts.add(new EffectiveReuse(mode, evidence));
        }
    }

    private List<ReuseSwitch> invalid() {
        return Stream.of(facts.find(TimeWaitReuseSetting.class), facts.find(TimestampsSetting.class))
                .<ReuseSwitch>flatMap(Optional::stream)
                .filter(setting -> !setting.isValid())
                .toList();
    }

    private void addDelay() {
        boolean unsupported = kernel().filter(v -> !v.atLeast(6, 14)).isPresent();
        if (unsupported && named(TW_REUSE_DELAY).isEmpty()) {
            facts.absent(
                    ReuseDelay.class,
                    Absence.notApplicable("Linux " + kernel().orElseThrow() + " has no " + TW_REUSE_DELAY));
            return;
        }
        settings.addFrom(
                TW_REUSE_DELAY,
                ReuseDelay.class,
                (value, setting) -> new ReuseDelay(value, unsupported, List.of(Evidence.of(setting))));
    }

    private void addRecycle() {
        boolean removed = kernel().filter(v -> v.atLeast(4, 12)).isPresent();
        if (named(TW_RECYCLE).isEmpty() && removed && !snapshot.settings().isEmpty()) {
            facts.add(new TimeWaitRecycle(false, false, true, List.of()));
            return;
        }
        settings.addFrom(
                TW_RECYCLE,
                TimeWaitRecycle.class,
                (value, found) -> new TimeWaitRecycle(true, value != 0, removed, List.of(Evidence.of(found))));
    }

    /**
     * A setting that the kernel may not have, unless only a pattern in a file matches it: patterns are held against the settings
     * that there are, and one that matches none is no error (sysctl.d(5); measured with systemd 252).
     */
    private Optional<Setting> named(String key) {
        return snapshot.settings().find(key).filter(setting -> setting.origin() != Origin.PATTERN);
    }

    private Optional<KernelVersion> kernel() {
        return snapshot.host().linuxVersion();
    }
}
