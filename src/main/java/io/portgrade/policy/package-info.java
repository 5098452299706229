/** What a fleet owner expects of a host: thresholds, severities, disabled rules and required sections. */
@NullMarked
package io.portgrade.policy;

import org.jspecify.annotations.NullMarked;
