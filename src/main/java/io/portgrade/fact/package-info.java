/** What the rules see, assembled from the snapshot, the port model and the policy. */
@NullMarked
package io.portgrade.fact;

import org.jspecify.annotations.NullMarked;
