/** JSON as a tree whose values know the line that they start on. */
@NullMarked
package io.portgrade.firewall.dialect.json;

import org.jspecify.annotations.NullMarked;
