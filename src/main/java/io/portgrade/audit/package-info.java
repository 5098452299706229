/** The use case: audit one host. */
@NullMarked
package io.portgrade.audit;

import org.jspecify.annotations.NullMarked;
