package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.Firewall.PfRule;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * For pf: state for what gets out without. Where no rule lets it out, a first one that every other overrides; where one does
 * without keeping state, the same rule once more with it. {@code pf.conf(5), OpenBSD 7.5}.
 */
final class PacketFilterCure implements Cure {

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final String STATELESS = "no state";
    private static final String STATEFUL = "keep state";
    private static final String LOAD = "pfctl -nf /etc/pf.conf && pfctl -f /etc/pf.conf";

    @Override
    public List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss) {
        if (!(firewall instanceof PacketFilter filter) || filter.rules().isEmpty()) {
            return List.of();
        }
        List<Proposal> proposals = new ArrayList<>();
        if (loss.isDiscovery()) {
            String what = "proto icmp6 icmp6-type neighbrsol";
            List<Match> matches =
                    List.of(Match.Protocol.of(IpProtocol.ICMPV6), new Match.Icmpv6Type(Set.of(NEIGHBOUR_SOLICITATION)));
            addOutward(document, filter, loss, what, matches, proposals);
        } else if (loss.isReply()) {
            proposals.add(first(document, filter, loss));
            for (int i = filter.rules().size() - 1; i >= 0; i--) {
                addStateful(document, filter, i, proposals);
            }
        } else if (loss.address().isPresent()) {
            addOutward(
                    document,
                    filter,
                    loss,
                    "proto " + loss.protocol().id() + " to " + loss.address().get() + " port " + loss.port(),
                    to(loss, loss.address().get()),
                    proposals);
        }
        return proposals;
    }

    private static Proposal first(ReadFirewall document, PacketFilter filter, Loss loss) {
        String text = "pass out proto " + loss.protocol().id() + " all " + STATEFUL;
        PfRule rule = rule(document, List.of(Match.Protocol.of(loss.protocol())), text, false);
        return inserted(document, filter, 0, List.of(rule), text, false);
    }

    /** The rule at an index again, keeping state: where the first match counts before it, else behind it. */
    private static void addStateful(ReadFirewall document, PacketFilter filter, int index, List<Proposal> proposals) {
        PfRule stateless = filter.rules().get(index);
        String text = stateless.rule().text();
        boolean lastOfItsLine = index + 1 == filter.rules().size()
                || !filter.rules()
                        .get(index + 1)
                        .rule()
                        .source()
                        .equals(stateless.rule().source());
        if (!stateless.keepsState()
                && stateless.rule().action() instanceof Action.Accept
                && stateless.directions().contains(Direction.OUTBOUND)
                && text.contains(STATELESS)
                && !text.endsWith("…")
                && lastOfItsLine) {
            List<PfRule> again = filter.rules().stream()
                    .filter(rule -> rule.rule().source().equals(stateless.rule().source()))
                    .map(rule -> new PfRule(
                            new Rule(
                                    rule.rule().matches(),
                                    rule.rule().action(),
                                    SourceLocation.in(document.document().source()),
                                    text),
                            rule.directions(),
                            rule.quick(),
                            true))
                    .toList();
            int at = stateless.quick() ? index + 1 - again.size() : index + 1;
            proposals.add(inserted(document, filter, at, again, text.replace(STATELESS, STATEFUL), !stateless.quick()));
        }
    }

    private static List<Match> to(Loss loss, IpAddress address) {
        return List.of(
                Match.Protocol.of(loss.protocol()),
                new Match.Address(End.DESTINATION, AddressSet.of(new AddressRange(address, address))),
                new Match.Port(End.DESTINATION, PortRanges.of(loss.port())));
    }

    /** A rule right where another one decides, that overrides it. */
    private static void addOutward(
            ReadFirewall document,
            PacketFilter filter,
            Loss loss,
            String what,
            List<Match> matches,
            List<Proposal> proposals) {
        for (int i = filter.rules().size() - 1; i >= 0; i--) {
            PfRule deciding = filter.rules().get(i);
            if (deciding.rule().text().equals(loss.decider().text())
                    && Objects.equals(
                            deciding.rule().source().line(), loss.decider().line())) {
                String text = "pass out " + (deciding.quick() ? "quick " : "")
                        + (loss.family() == Family.IPV4 ? "inet" : "inet6") + " " + what + " " + STATEFUL;
                List<Match> all = new ArrayList<>(matches);
                all.add(0, new Match.OfFamily(loss.family()));
                PfRule rule = rule(document, all, text, deciding.quick());
                proposals.add(inserted(
                        document, filter, deciding.quick() ? i : i + 1, List.of(rule), text, !deciding.quick()));
                return;
            }
        }
    }

    private static PfRule rule(ReadFirewall document, List<Match> matches, String text, boolean quick) {
        return new PfRule(
                new Rule(
                        matches,
                        new Action.Accept(),
                        SourceLocation.in(document.document().source()),
                        text),
                Set.of(Direction.OUTBOUND),
                quick,
                true);
    }

    /** @param behind whether the text goes behind the rule before the index, and not before the one at it */
    private static Proposal inserted(
            ReadFirewall document, PacketFilter filter, int index, List<PfRule> added, String text, boolean behind) {
        List<PfRule> rules = new ArrayList<>(filter.rules());
        rules.addAll(index, added);
        int line = behind ? line(filter.rules(), index - 1) + 1 : line(filter.rules(), index);
        return new Proposal(
                new PacketFilter(rules, filter.families()),
                List.of(new FirewallEdit(document.document().source(), FirewallFormat.PF, line, null, text, LOAD)));
    }

    /** Where a rule stands in the document; one that was added stands where the next one does. */
    private static int line(List<PfRule> rules, int index) {
        for (int i = index; i < rules.size(); i++) {
            Integer line = rules.get(i).rule().source().line();
            if (line != null) {
                return line;
            }
        }
        return 1;
    }
}
