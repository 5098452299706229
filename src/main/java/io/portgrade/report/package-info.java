/** The graded audit report. */
@NullMarked
package io.portgrade.report;

import org.jspecify.annotations.NullMarked;
