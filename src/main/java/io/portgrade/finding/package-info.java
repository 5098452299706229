/** What a rule says about a host: severity, evidence and remediation. */
@NullMarked
package io.portgrade.finding;

import org.jspecify.annotations.NullMarked;
