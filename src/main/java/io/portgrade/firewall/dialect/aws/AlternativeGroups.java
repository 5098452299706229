package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Security groups of which some are the host's, at least one, and which is not known: what each of them allows is allowed, what
 * only some allow may be. A single group is the host's.
 *
 * @param ofSeveralClouds whether they are of several VPCs, so that one that is not the host's may be all that was sent
 */
record AlternativeGroups(Map<String, SecurityGroupRules> groups, boolean ofSeveralClouds) {

    /** AWS allows 60 rules each way (Amazon VPC quotas); what longer lists have in common stays open. */
    private static final int MAX_RULES = 1_000;

    SecurityGroups some() {
        return new SecurityGroups(rules(Direction.INBOUND), rules(Direction.OUTBOUND), Set.of(Family.values()));
    }

    private List<Rule> rules(Direction direction) {
        List<Rule> all = groups.values().stream()
                .flatMap(group -> group.list(direction).stream())
                .toList();
        if (groups.size() == 1 && !ofSeveralClouds) {
            return all;
        }
        List<Rule> rules = new ArrayList<>();
        boolean each = groups.values().stream()
                .noneMatch(group -> group.list(direction).isEmpty());
        if (each && !ofSeveralClouds && all.size() <= MAX_RULES) {
            rules.add(ofEach(direction, all.get(0)));
        }
        all.forEach(rule -> rules.add(perhaps(rule)));
        return rules;
    }

    private Rule ofEach(Direction direction, Rule first) {
        List<Match> matches = new ArrayList<>();
        for (SecurityGroupRules group : groups.values()) {
            matches.add(new Match.AnyOf(group.list(direction).stream()
                    .<Match>map(rule -> new Match.AllOf(rule.matches()))
                    .toList()));
        }
        List<String> names = groups.keySet().stream().limit(3).toList();
        String text = "allowed by each of " + String.join(", ", names) + (names.size() < groups.size() ? ", …" : "");
        return new Rule(matches, new Action.Accept(), first.source(), text);
    }

    private static Rule perhaps(Rule rule) {
        List<Match> matches = new ArrayList<>(rule.matches());
        matches.add(new Match.Unmodelled("if this host is in the group"));
        return new Rule(matches, rule.action(), rule.source(), rule.text());
    }
}
