package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What rules ask about the flags of TCP. Packets whose flags give all the same answers meet the same fate. */
final class FlagTests {

    /** Of more questions, the flags themselves tell packets apart. */
    private static final int MOST = 24;

    private final List<Match.TcpFlags> tests;

    private FlagTests(List<Match.TcpFlags> tests) {
        this.tests = tests;
    }

    static FlagTests of(List<Table> tables) {
        Set<Match.TcpFlags> found = new LinkedHashSet<>();
        PlainMatches plain = new PlainMatches(match -> {
            if (match instanceof Match.TcpFlags flags) {
                found.add(flags);
            }
        });
        for (Table table : tables) {
            for (Chain chain : table.chains().values()) {
                chain.rules().forEach(rule -> plain.visit(rule.matches()));
            }
        }
        return new FlagTests(new ArrayList<>(found));
    }

    /** The answers for a packet, a bit each; equal only where every answer is. */
    int answers(int tcpFlags) {
        if (tests.size() > MOST) {
            return -1 - tcpFlags;
        }
        int answers = 0;
        for (int i = 0; i < tests.size(); i++) {
            answers |= tests.get(i).isMetBy(tcpFlags) ? 1 << i : 0;
        }
        return answers;
    }
}
