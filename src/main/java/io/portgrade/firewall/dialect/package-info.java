/** One parser for each way in which firewalls are written down. */
@NullMarked
package io.portgrade.firewall.dialect;

import org.jspecify.annotations.NullMarked;
