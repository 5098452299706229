package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.dialect.nft.Statement.Translation;
import io.portgrade.snapshot.PortRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Address translation in the neutral model. */
final class Translations {

    /**
     * What a statement does.
     *
     * @param family whose packets it is about; null for both
     */
    record Known(Action action, @Nullable Family family) {}

    private Translations() {}

    /** Where the other address or port is looked up in a map, nothing is known. */
    static Known of(Translation translation) {
        Expression to = translation.address();
        Expression toPort = translation.port();
        Optional<AddressRange> address = to == null ? Optional.empty() : AddressSelector.find(to);
        Optional<PortRange> ports = toPort == null ? Optional.empty() : PortSelector.find(toPort);
        if (to != null && address.isEmpty() || toPort != null && ports.isEmpty()) {
            return new Known(new Action.Unmodelled(translation.text()), null);
        }
        AddressRange known = address.orElse(null);
        PortRange range = ports.orElse(null);
        Action action = translation.source()
                ? new Action.SourceNat(range, translation.random())
                : new Action.DestinationNat(known, range);
        return new Known(action, known == null ? null : known.family());
    }
}
