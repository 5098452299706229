package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Hook;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For replies that are lost because they are not tracked, and that nothing else tells from what others send: connection
 * tracking for the ports that lose them, before the rules that say NOTRACK. It opens nothing. Of chains that netfilter calls.
 */
final class TrackingCure implements Cure {

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        List<PortRange> ports = loss.ports().ranges();
        if (!(firewall instanceof Netfilter netfilter) || !loss.isReply() || ports.size() > NetfilterCure.MOST_RANGES) {
            return List.of();
        }
        Netfilter changed = netfilter;
        List<FirewallEdit> edits = new ArrayList<>();
        for (Place place : places(netfilter, loss)) {
            Direction direction = direction(place.chain());
            int added = 0;
            for (AcceptRule rule :
                    AcceptRule.each(ports, some -> AcceptRule.tracked(loss.protocol(), direction, some))) {
                Place next = place.in(changed, added++);
                Optional<FirewallEdit> edit = NetfilterWords.edit(document, next, rule, loss.family());
                if (edit.isEmpty()) {
                    return List.of();
                }
                edits.add(edit.get());
                changed = next.with(new Rule(
                        rule.matches(),
                        new Action.Accept(),
                        SourceLocation.in(document.document().source()),
                        edit.get().text()));
            }
        }
        return edits.isEmpty() ? List.of() : List.of(new Proposal(changed, edits));
    }

    /** Before the first NOTRACK of each chain. */
    private static List<Place> places(Netfilter netfilter, Loss loss) {
        List<Place> places = new ArrayList<>();
        for (Table table : netfilter.tables()) {
            for (Chain chain : table.chains().values()) {
                if (chain.base() != null && table.families().contains(loss.family())) {
                    firstNoTrack(chain).ifPresent(index -> places.add(new Place(netfilter, table, chain, index)));
                }
            }
        }
        return places;
    }

    private static Optional<Integer> firstNoTrack(Chain chain) {
        for (int i = 0; i < chain.rules().size(); i++) {
            if (chain.rules().get(i).action() instanceof Action.NoTrack) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Direction direction(Chain chain) {
        Chain.Base base = chain.base();
        return base != null && base.hook() == Hook.OUTPUT ? Direction.OUTBOUND : Direction.INBOUND;
    }
}
