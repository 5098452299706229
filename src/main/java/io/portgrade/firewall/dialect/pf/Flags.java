package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.TcpFlag;
import java.util.List;
import java.util.Optional;

/** TCP flags as pf writes them: those that are set, a slash, those that are looked at. Only of TCP are they looked at. */
final class Flags {

    /** What a rule that keeps state asks for when it names no flags. */
    static final Match FIRST_PACKET = find("S/SA").orElseThrow();

    private Flags() {}

    /** Empty when it is something else. */
    static Optional<Match> find(String text) {
        int slash = text.indexOf('/');
        int value = slash < 0 ? -1 : bits(text.substring(0, slash));
        int mask = slash < 0 ? -1 : bits(text.substring(slash + 1));
        if (value < 0 || mask < 0) {
            return Optional.empty();
        }
        Match notTcp = Match.not(Match.Protocol.of(IpProtocol.TCP));
        return Optional.of(new Match.AnyOf(List.of(notTcp, new Match.TcpFlags(mask, value, false))));
    }

    private static int bits(String letters) {
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int index = "FSRPAUEW".indexOf(letters.charAt(i));
            if (index < 0) {
                return -1;
            }
            bits |= TcpFlag.values()[index].bit();
        }
        return bits;
    }
}
