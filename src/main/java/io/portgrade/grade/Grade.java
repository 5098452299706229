package io.portgrade.grade;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A letter, best first. */
public enum Grade {
    A_PLUS("A+", 100),
    A("A", 90),
    B("B", 80),
    C("C", 70),
    D("D", 60),
    F("F", 0);

    private static final List<Grade> BEST_FIRST = List.of(values());

    private final String letter;
    private final int leastPoints;

    Grade(String letter, int leastPoints) {
        this.letter = letter;
        this.leastPoints = leastPoints;
    }

    @JsonValue
    public String letter() {
        return letter;
    }

    /** Finds a grade by its letter, in any case. */
    public static Optional<Grade> find(String letter) {
        return Arrays.stream(values())
                .filter(g -> g.letter.equalsIgnoreCase(letter))
                .findFirst();
    }

    /** The best letter that a score allows. */
    public static Grade ofPoints(int points) {
        for (Grade grade : BEST_FIRST) {
            if (points >= grade.leastPoints) {
                return grade;
            }
        }
        return F;
    }

    public boolean atLeast(Grade other) {
        return compareTo(other) <= 0;
    }

    public Grade worst(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
