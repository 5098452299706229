package io.portgrade.report;

import io.portgrade.finding.Remediation;
import io.portgrade.grade.Score;

/**
 * All that settings can mend on a host.
 *
 * @param remediation every remediation by settings at once
 * @param after the mark of the host with these settings
 */
public record Mending(Remediation remediation, Score after) {}
