/** The rule catalogue, what each rule needs, and the port behind which an engine evaluates them. */
@NullMarked
package io.portgrade.rule;

import org.jspecify.annotations.NullMarked;
