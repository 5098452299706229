/** Firewalls of every dialect in one model, and what they do to the packets of the host's connections. */
@NullMarked
package io.portgrade.firewall;

import org.jspecify.annotations.NullMarked;
