package io.portgrade.report;

import io.portgrade.grade.Grade;

/** Whether a host reaches the grade that was asked for. */
public record Gate(Grade minGrade, boolean passed) {

    static Gate of(Grade minGrade, Grade reached) {
        return new Gate(minGrade, reached.atLeast(minGrade));
    }
}
