/** nftables, as {@code nft list ruleset}, scripts for {@code nft -f} and {@code nft -j list ruleset} write it. */
@NullMarked
package io.portgrade.firewall.dialect.nft;

import org.jspecify.annotations.NullMarked;
