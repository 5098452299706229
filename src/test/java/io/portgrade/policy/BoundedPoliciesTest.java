package io.portgrade.policy;

import static io.portgrade.policy.PolicyLibraryTest.CHILD;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Policies that would take all of the memory or the stack stop the start as others do. */
class BoundedPoliciesTest {

    @Test
    @Timeout(5)
    void boundsTextThatGrowsByAliases() {
        StringBuilder laughs = new StringBuilder(CHILD).append("requires:\n  - &a0 [ha, ha]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("  - &a").append(i).append(" [");
            for (int j = 0; j < 9; j++) {
                laughs.append("*a").append(i - 1).append(", ");
            }
            laughs.append("*a").append(i - 1).append("]\n");
        }
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibraryTest.load(laughs.toString()))
                .withMessageStartingWith("own.yaml:")
                .withMessageContaining("not YAML: ")
                .withMessageContaining("aliases");
    }

    @Test
    @Timeout(5)
    void endsOnAnAliasOfItself() {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibraryTest.load(CHILD + "thresholds: &x\n  usablePorts: *x"))
                .withMessageStartingWith("own.yaml:");
    }

    @Test
    void endsOnListsInLists() {
        String deep = CHILD + "requires: " + "[".repeat(50_000) + "]".repeat(50_000);
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> PolicyLibraryTest.load(deep))
                .withMessage("own.yaml:1: lists or keys lie too deep in each other");
    }
}
