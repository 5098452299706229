package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWaitReuseTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, NEVER, never", "1, ALWAYS, always", "2, LOOPBACK_ONLY, loopback-only"})
    void meansWhatTheKernelMeans(long value, TimeWaitReuse mode, String id) {
        assertThat(TimeWaitReuse.find(value)).hasValue(mode);
        assertThat(mode.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32})
    void isEmptyForOtherValues(long value) {
        assertThat(TimeWaitReuse.find(value)).isEmpty();
    }
}
