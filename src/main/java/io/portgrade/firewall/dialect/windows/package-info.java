/** Windows Defender Firewall, as netsh and PowerShell print it. */
@NullMarked
package io.portgrade.firewall.dialect.windows;

import org.jspecify.annotations.NullMarked;
