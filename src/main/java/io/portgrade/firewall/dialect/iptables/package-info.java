/** Netfilter as iptables writes it: dumps, commands and listings. */
@NullMarked
package io.portgrade.firewall.dialect.iptables;

import org.jspecify.annotations.NullMarked;
