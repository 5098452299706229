package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/** One of the two settings that reuse of TIME_WAIT ports hangs on, {@code tcp_tw_reuse} and {@code tcp_timestamps}. */
public sealed interface ReuseSwitch permits TimeWaitReuseSetting, TimestampsSetting {

    String key();

    long value();

    /** Whether the value means something: 0, 1 or 2 for both, though kernels take more of {@code tcp_timestamps}. */
    boolean isValid();

    /** The value that a current kernel starts with. */
    int defaultValue();

    List<Evidence> evidence();
}
