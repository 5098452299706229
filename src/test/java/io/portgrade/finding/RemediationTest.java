package io.portgrade.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediationTest {

    private static final Remediation REUSE = Remediation.set("Set it.", "net.ipv4.tcp_tw_reuse", 1);
    private static final Remediation RECYCLE = Remediation.remove("Remove it.", "net.ipv4.tcp_tw_recycle");

    @Test
    void mergesWhatAgrees() {
        Remediation both = Remediation.set("Both.", Map.of("net.ipv4.tcp_tw_reuse", "1", "a", "2"));
        Remediation merged = Remediation.merged("All.", List.of(REUSE, RECYCLE, both, RECYCLE));
        assertThat(merged.summary()).isEqualTo("All.");
        assertThat(merged.settings()).containsExactly(Map.entry("a", "2"), Map.entry("net.ipv4.tcp_tw_reuse", "1"));
        assertThat(merged.removed()).containsExactly("net.ipv4.tcp_tw_recycle");
    }

    @Test
    void ofTwoThatDisagreeTheFirstHasTheWord() {
        Remediation other = Remediation.set("Set it otherwise.", "net.ipv4.tcp_tw_reuse", 0);
        assertThat(Remediation.merged("All.", List.of(REUSE, other)).settings())
                .containsExactly(Map.entry("net.ipv4.tcp_tw_reuse", "1"));
        assertThat(Remediation.merged("All.", List.of(other, REUSE)).settings())
                .containsExactly(Map.entry("net.ipv4.tcp_tw_reuse", "0"));
    }

    @Test
    void theLaterHasTheLastWord() {
        Remediation other = Remediation.set("Set it otherwise.", "net.ipv4.tcp_tw_reuse", 0);
        assertThat(REUSE.then(other).settings()).containsExactly(Map.entry("net.ipv4.tcp_tw_reuse", "0"));
        Remediation gone = REUSE.then(Remediation.remove("Remove it.", "net.ipv4.tcp_tw_reuse"));
        assertThat(gone.settings()).isEmpty();
        assertThat(gone.removed()).containsExactly("net.ipv4.tcp_tw_reuse");
        assertThat(gone.then(REUSE).settings()).containsExactly(Map.entry("net.ipv4.tcp_tw_reuse", "1"));
        assertThat(gone.then(REUSE).removed()).isEmpty();
    }

    @Test
    void adviceIsNoMatterOfSettings() {
        assertThat(Remediation.advise("Think.").isBySettings()).isFalse();
        assertThat(REUSE.isBySettings()).isTrue();
        assertThat(RECYCLE.isBySettings()).isTrue();
    }
}
