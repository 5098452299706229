package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.grade.Grade;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchSummaryTest {

    private static final BatchSummary.Worst HOST = new BatchSummary.Worst(1, "web-17", Grade.C, 75);

    @Test
    void saysHowManyFailedWhereAGateIsAskedForOfAllOrOfOne() {
        BatchSummary all = new BatchSummary(true);
        all.addError();
        assertThat(all.line(null).summary().failed()).isZero();

        BatchSummary one = new BatchSummary(false);
        one.add(HOST, Set.of(), null);
        assertThat(one.line(null).summary().failed()).isNull();
        one.add(HOST, Set.of(), false);
        assertThat(one.line(null).summary().failed()).isOne();
    }
}
