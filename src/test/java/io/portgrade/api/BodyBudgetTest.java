package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    @Test
    void whatIsTakenCanBeHadAgainWhenGivenBack() {
        BodyBudget budget = new BodyBudget(10);

        assertThat(budget.take(10)).isTrue();
        assertThat(budget.hasRoomFor(1)).isFalse();
        assertThat(budget.take(1)).isFalse();
        budget.giveBack(10);
        assertThat(budget.hasRoomFor(10)).isTrue();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void moreThanHalfTakenIsShort() {
        BodyBudget budget = new BodyBudget(10);

        assertThat(budget.take(5)).isTrue();
        assertThat(budget.isHalfTaken()).isFalse();
        assertThat(budget.take(1)).isTrue();
        assertThat(budget.isHalfTaken()).isTrue();
    }
}
