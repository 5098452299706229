/** The packet filter of OpenBSD, FreeBSD and macOS: {@code pf.conf(5)} and what {@code pfctl -sr} prints. */
@NullMarked
package io.portgrade.firewall.dialect.pf;

import org.jspecify.annotations.NullMarked;
