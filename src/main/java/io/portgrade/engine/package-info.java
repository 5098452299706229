/** Drools behind {@link io.portgrade.rule.RuleEngine}: the shipped rules prebuilt, an operator's compiled at start. */
@NullMarked
package io.portgrade.engine;

import org.jspecify.annotations.NullMarked;
