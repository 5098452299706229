package io.portgrade.firewall;

import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Tells the rules that let replies in to many ports, and ask for the ports but not for a connection. */
final class StatelessAccepts {

    private final PortSet ports;
    private final int more;
    private final List<PacketHits> replies = new ArrayList<>();
    private final Question portsAsked = new Question(Match.Port.class::isInstance);
    private final Question stateAsked =
            new Question(match -> match instanceof Match.State || match instanceof Match.ConnectionDirection);

    /** @param more than so many of the ports a rule must let in */
    StatelessAccepts(PortSet ports, int more) {
        this.ports = ports;
        this.more = more;
        for (Family family : Family.values()) {
            for (IpProtocol protocol : List.of(IpProtocol.TCP, IpProtocol.UDP)) {
                replies.add(new PacketHits(PacketClass.fromAnywhere(
                        family, protocol, CtState.ESTABLISHED, Set.of(TcpFlag.SYN, TcpFlag.ACK))));
            }
        }
    }

    boolean include(Rule rule) {
        return rule.action() instanceof Action.Accept
                && portsAsked.isAskedBy(rule.matches())
                && !stateAsked.isAskedBy(rule.matches())
                && replies.stream().anyMatch(reply -> reaches(reply.of(rule)) > more);
    }

    private int reaches(Hits hits) {
        return PortSet.of(hits.may().toList()).intersect(ports).size();
    }

    /** Whether conditions ask something. A set is asked once, however many rules name it. */
    private static final class Question {

        private final Predicate<Match> kind;
        private final Map<Match, Boolean> sets = new IdentityHashMap<>();

        Question(Predicate<Match> kind) {
            this.kind = kind;
        }

        boolean isAskedBy(List<Match> matches) {
            return matches.stream().anyMatch(this::isAskedBy);
        }

        private boolean isAskedBy(Match match) {
            if (match instanceof Match.Not not) {
                return isAskedBy(not.match());
            }
            if (match instanceof Match.AllOf all) {
                return isAskedBy(all.matches());
            }
            return match instanceof Match.AnyOf any
                    ? sets.computeIfAbsent(any, set -> isAskedBy(any.matches()))
                    : kind.test(match);
        }
    }
}
