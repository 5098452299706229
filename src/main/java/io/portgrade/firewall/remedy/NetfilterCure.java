package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.Table;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For netfilter: rules that accept right before the one that drops, so that everything above it still has its say. Replies are
 * known by their state; where they are not tracked, or are dropped before they are, by ports and flags.
 */
final class NetfilterCure implements Cure {

    static final int MOST_RANGES = 70;

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        if (!(firewall instanceof Netfilter netfilter)) {
            return List.of();
        }
        List<Proposal> proposals = new ArrayList<>();
        int ways = Place.all(netfilter, loss.decider()).size();
        for (List<AcceptRule> rules : choices(loss)) {
            for (int way = 0; way < ways; way++) {
                insert(document, netfilter, loss, rules, way).ifPresent(proposals::add);
            }
        }
        return proposals;
    }

    private static List<List<AcceptRule>> choices(Loss loss) {
        if (loss.isDiscovery()) {
            return List.of(List.of(
                    AcceptRule.discovery(NEIGHBOUR_SOLICITATION), AcceptRule.discovery(NEIGHBOUR_ADVERTISEMENT)));
        }
        List<List<AcceptRule>> choices = new ArrayList<>();
        choices.add(List.of(AcceptRule.replies()));
        if (!loss.isReply()) {
            loss.address().ifPresent(to -> choices.add(List.of(AcceptRule.to(to, loss.protocol(), loss.port()))));
            return choices;
        }
        List<PortRange> ports = loss.ports().ranges();
        if (loss.protocol() == IpProtocol.TCP && ports.size() <= MOST_RANGES) {
            choices.add(AcceptRule.each(ports, AcceptRule::laterSegments));
        }
        return choices;
    }

    /**
     * All of the rules at a place that decides; empty when its dialect has no words for them.
     *
     * @param way which of the places
     */
    private static Optional<Proposal> insert(
            ReadFirewall document, Netfilter firewall, Loss loss, List<AcceptRule> rules, int way) {
        Netfilter changed = firewall;
        List<FirewallEdit> edits = new ArrayList<>();
        for (AcceptRule rule : rules) {
            Place place = Place.all(changed, loss.decider()).get(way);
            Optional<FirewallEdit> edit = NetfilterWords.edit(document, place, rule, loss.family());
            if (edit.isEmpty()) {
                return Optional.empty();
            }
            edits.add(edit.get());
            changed = place.with(new Rule(
                    rule.matches(),
                    new Action.Accept(),
                    SourceLocation.in(loss.decider().source()),
                    edit.get().text()));
        }
        return Optional.of(new Proposal(changed, edits));
    }

    /** The same with a rule at the start of each chain that netfilter calls which accepts what belongs to a connection. */
    static Firewall acceptingReplies(Firewall firewall) {
        if (!(firewall instanceof Netfilter netfilter)) {
            return firewall;
        }
        AcceptRule replies = AcceptRule.replies();
        Netfilter changed = netfilter;
        for (Table table : netfilter.tables()) {
            for (Chain chain : table.chains().values()) {
                if (chain.base() != null) {
                    Place start = new Place(netfilter, table, chain, 0).in(changed, 0);
                    changed = start.with(
                            new Rule(replies.matches(), new Action.Accept(), chain.source(), replies.iptables()));
                }
            }
        }
        return changed;
    }
}
