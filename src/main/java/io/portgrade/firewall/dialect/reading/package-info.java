/** What the readers of all kinds of firewalls have in common. */
@NullMarked
package io.portgrade.firewall.dialect.reading;

import org.jspecify.annotations.NullMarked;
