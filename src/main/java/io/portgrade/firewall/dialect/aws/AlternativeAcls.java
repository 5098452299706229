package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall.NetworkAcl;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Network ACLs of which one applies, and which is not known, as one ACL: it lets through what all of them do, and leaves
 * open what only some do.
 *
 * @param mayBeMore whether it may also be one that is not among them
 */
record AlternativeAcls(List<NetworkAclReader.NamedAcl> acls, boolean mayBeMore, SourceLocation place) {

    /** AWS allows 40 entries each way (Amazon VPC quotas); of longer lists it stays open what they let through. */
    private static final int MAX_ENTRIES = 200;

    NetworkAcl either() {
        return new NetworkAcl(rules(NetworkAcl::inbound), rules(NetworkAcl::outbound), Set.of(Family.values()));
    }

    private List<Rule> rules(Function<NetworkAcl, List<Rule>> direction) {
        List<Match> accepted = new ArrayList<>();
        acls.forEach(acl -> accepted.add(accepts(direction.apply(acl.acl()))));
        if (mayBeMore) {
            accepted.add(new Match.Unmodelled("a network ACL that was not read"));
        }
        List<String> ids = acls.stream().map(NetworkAclReader.NamedAcl::id).toList();
        String names = String.join(", ", ids.subList(0, Math.min(3, ids.size()))) + (ids.size() > 3 ? ", …" : "");
        Rule all = new Rule(accepted, new Action.Accept(), place, "allowed by each of " + names);
        String text = "allowed by some of " + names + " and not by others";
        Rule some = new Rule(List.of(new Match.AnyOf(accepted)), new Action.Unmodelled(text), place, text);
        return List.of(all, some);
    }

    /** What a list of which the first match decides lets through, as one condition. */
    private static Match accepts(List<Rule> rules) {
        if (rules.size() > MAX_ENTRIES) {
            return new Match.Unmodelled(rules.size() + " entries");
        }
        List<Match> accepted = new ArrayList<>();
        List<Match> denied = new ArrayList<>();
        for (Rule rule : rules) {
            List<Match> own = new ArrayList<>(rule.matches());
            boolean open = rule.action() instanceof Action.Unmodelled;
            if (open) {
                own.add(new Match.Unmodelled(rule.text()));
            }
            if (open || rule.action() instanceof Action.Accept) {
                List<Match> first = new ArrayList<>(own);
                first.add(Match.not(new Match.AnyOf(denied)));
                accepted.add(new Match.AllOf(first));
            }
            if (open || rule.action() instanceof Action.Drop) {
                denied.add(new Match.AllOf(own));
            }
        }
        return new Match.AnyOf(accepted);
    }
}
