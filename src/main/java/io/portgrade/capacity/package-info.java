/** The port model: usable ports, TIME_WAIT, reuse and the ceilings that follow from them. */
@NullMarked
package io.portgrade.capacity;

import org.jspecify.annotations.NullMarked;
