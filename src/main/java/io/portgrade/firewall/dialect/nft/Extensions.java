package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.nft.Statement.Extension;
import java.util.Optional;
import java.util.Set;

/** Extensions of iptables whose effect does not depend on the parameters that nft hides. {@code iptables-extensions(8)}. */
final class Extensions {

    private static final Set<String> GO_ON = Set.of(
            "LOG",
            "NFLOG",
            "ULOG",
            "CONNSECMARK",
            "SECMARK",
            "CLASSIFY",
            "TCPMSS",
            "TOS",
            "DSCP",
            "TTL",
            "HL",
            "TRACE",
            "CHECKSUM",
            "AUDIT",
            "RATEEST",
            "IDLETIMER",
            "LED",
            "SET",
            "ECN",
            "TCPOPTSTRIP");

    private static final Set<String> MARKING = Set.of("MARK", "CONNMARK", "HMARK");

    private Extensions() {}

    /** Whether a rule is the same without it. */
    static boolean isHarmless(Extension extension) {
        return extension.target()
                ? GO_ON.contains(extension.name())
                : extension.name().equals("comment");
    }

    /** Whether all that it does is to set the packet's mark, to what it hides. */
    static boolean mayMark(Extension extension) {
        return extension.target() && MARKING.contains(extension.name());
    }

    /** What a target does, if that is known. */
    static Optional<Action> action(Extension extension) {
        return extension.target() && extension.name().equals("REJECT")
                ? Optional.of(new Action.Drop())
                : Optional.empty();
    }
}
