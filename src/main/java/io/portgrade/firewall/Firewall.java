package io.portgrade.firewall;

import java.util.List;
import java.util.Set;

/** One layer that packets must pass; several of them on a way all have to let a packet through. */
public sealed interface Firewall {

    /** The families that it was written for; it says nothing about another. */
    Set<Family> families();

    /** Linux's netfilter, whether written by iptables or nft. Base chains of all tables meet every packet. */
    record Netfilter(List<Table> tables, Set<Family> families) implements Firewall {

        public Netfilter {
            tables = List.copyOf(tables);
            families = Set.copyOf(families);
        }
    }

    /** AWS security groups of one interface: allows only, of all groups together; replies of what was let through pass. */
    record SecurityGroups(List<Rule> inbound, List<Rule> outbound, Set<Family> families) implements Firewall {

        public SecurityGroups {
            inbound = List.copyOf(inbound);
            outbound = List.copyOf(outbound);
            families = Set.copyOf(families);
        }
    }

    /**
     * An AWS network ACL: stateless, the first rule that matches decides, and none means deny.
     *
     * @param inbound in the order of their numbers
     * @param outbound likewise
     */
    record NetworkAcl(List<Rule> inbound, List<Rule> outbound, Set<Family> families) implements Firewall {

        public NetworkAcl {
            inbound = List.copyOf(inbound);
            outbound = List.copyOf(outbound);
            families = Set.copyOf(families);
        }
    }

    /** OpenBSD's or FreeBSD's pf: the last rule that matches decides, unless one is quick. */
    record PacketFilter(List<PfRule> rules, Set<Family> families) implements Firewall {

        public PacketFilter {
            rules = List.copyOf(rules);
            families = Set.copyOf(families);
        }
    }

    /**
     * A rule of pf.
     *
     * @param directions which it is about; both when it names none
     * @param quick whether it ends the search
     * @param keepsState whether the connection's later packets pass without looking at rules
     */
    record PfRule(Rule rule, Set<Direction> directions, boolean quick, boolean keepsState) {

        public PfRule {
            directions = Set.copyOf(directions);
        }
    }

    /**
     * Windows Defender Firewall: what bypasses, then what blocks, then what allows, then the default of the profile. Replies
     * of what was let through pass.
     */
    record WindowsFirewall(
            List<WindowsRule> rules,
            boolean allowsInboundByDefault,
            boolean allowsOutboundByDefault,
            Set<Family> families)
            implements Firewall {

        public WindowsFirewall {
            rules = List.copyOf(rules);
            families = Set.copyOf(families);
        }
    }

    /** A rule of Windows Defender Firewall that is switched on. Its action is accept or drop. */
    record WindowsRule(Rule rule, Direction direction, boolean bypasses) {}
}
