/** A host as it was submitted: its settings, sockets and limits, each value with the place it was read from. */
@NullMarked
package io.portgrade.snapshot;

import org.jspecify.annotations.NullMarked;
