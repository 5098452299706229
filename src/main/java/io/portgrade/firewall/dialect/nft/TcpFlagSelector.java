package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.TcpFlag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code tcp flags} */
record TcpFlagSelector() implements Selector.OfBits {

    private static final int ALL_FLAGS = 0xFF;

    @Override
    public List<Match> implied() {
        return List.of(Match.Protocol.of(IpProtocol.TCP));
    }

    @Override
    public OptionalInt bit(String name) {
        String own = name.equals("ecn") ? "ece" : name;
        return TcpFlag.find(own).map(flag -> OptionalInt.of(flag.bit())).orElse(OptionalInt.empty());
    }

    @Override
    public Optional<Match> any(int bits) {
        return Optional.of(new Match.TcpFlags(bits & ALL_FLAGS, 0, true));
    }

    @Override
    public Optional<Match> equal(int mask, int bits) {
        return Optional.of(new Match.TcpFlags(mask & ALL_FLAGS, bits, false));
    }
}
