package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Aside;
import io.portgrade.firewall.dialect.nft.Statement.Marking;
import io.portgrade.firewall.dialect.nft.Statement.Zone;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What setting a field does to a packet. {@code nft(8), PAYLOAD, META, CONNTRACK and EXTENSION HEADER STATEMENT}. */
final class Assignments {

    /** By none of which it is decided where a packet goes. */
    private static final Set<String> HARMLESS = Set.of(
            "meta priority",
            "meta nftrace",
            "meta secmark",
            "ct mark",
            "ct label",
            "ct helper",
            "ct timeout",
            "ct expectation",
            "ct event",
            "ct secmark",
            "ip dscp",
            "ip ecn",
            "ip ttl",
            "ip6 dscp",
            "ip6 ecn",
            "ip6 hoplimit",
            "ip6 flowlabel",
            "tcp option maxseg size");

    private Assignments() {}

    /** @param mark the bits that may be set, if it is the packet's mark */
    static Statement of(@Nullable Expression left, IntSupplier mark, String text) {
        if (MarkValue.FIELD.equals(left)) {
            return new Marking(mark.getAsInt());
        }
        String field = left instanceof Expression.Field known ? known.name() : "";
        if (field.startsWith("ct ") && field.endsWith(" zone")) {
            return new Zone(text);
        }
        return HARMLESS.contains(field) ? new Aside() : new Anything(text);
    }
}
