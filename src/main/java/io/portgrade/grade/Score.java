package io.portgrade.grade;

/**
 * A mark.
 *
 * @param points 0 to 100
 */
public record Score(int points, Grade grade) {}
