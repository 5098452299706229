/** What to add to a firewall so that packets get through that it loses, in the words of its own dialect. */
@NullMarked
package io.portgrade.firewall.remedy;

import org.jspecify.annotations.NullMarked;
