package io.portgrade.firewall.dialect;

import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Optional;
import java.util.Set;

/** Reads firewalls written in one way, or in ways that are close relatives. Never throws, whatever the text. */
interface Dialect {

    /** The formats that it reads. */
    Set<FirewallFormat> formats();

    /** The format of a text, from what only that format has; empty when it does not look like one of its own. */
    Optional<FirewallFormat> recognise(String text);

    /** Reads a document of one of its formats. */
    ParsedFirewall parse(FirewallDocument document, FirewallFormat format);
}
