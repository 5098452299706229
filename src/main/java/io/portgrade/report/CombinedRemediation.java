package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.portgrade.grade.Grade;

/**
 * Every remediation by settings at once, and what it would bring.
 *
 * @param gradeAfter the grade when these settings are applied and nothing else changes
 * @param scoreAfter likewise, 0 to 100
 */
public record CombinedRemediation(@JsonUnwrapped RemediationSteps steps, Grade gradeAfter, int scoreAfter) {}
