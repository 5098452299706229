/** Firewalls of Amazon's virtual private clouds, as the AWS command line prints them. */
@NullMarked
package io.portgrade.firewall.dialect.aws;

import org.jspecify.annotations.NullMarked;
