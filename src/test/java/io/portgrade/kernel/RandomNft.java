package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.kernel.RuleText.Line;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;

/** Random rulesets in the words of {@code nft -f}. */
final class RandomNft {

    private static final List<String> OWN = List.of("one", "two", "three");
    private static final String INDENT = "    ";

    private final Dice dice;
    private final boolean unmodelled;
    private final List<Line> lines = new ArrayList<>();

    private RandomNft(Dice dice, boolean unmodelled) {
        this.dice = dice;
        this.unmodelled = unmodelled;
    }

    static RuleText of(long seed, PortRange window) {
        Dice dice = new Dice(seed, window);
        return new RandomNft(dice, dice.chance(20)).write();
    }

    private RuleText write() {
        int tables = dice.chance(30) ? 2 : 1;
        for (int i = 0; i < tables; i++) {
            String family = dice.oneOf("inet", "inet", "ip", "ip6");
            table(family, "t" + i);
        }
        return new RuleText(Backend.NFT, Family.IPV4, lines, dice.isExact());
    }

    private void table(String family, String name) {
        NftMatches matches = new NftMatches(dice, family, unmodelled);
        keep("table " + family + " " + name + " {");
        if (dice.chance(4)) {
            keep(INDENT + "flags dormant");
        }
        matches.sets().forEach(this::keep);
        List<String> own = OWN.subList(0, dice.below(4));
        for (int level = own.size() - 1; level >= 0; level--) {
            chain(own.get(level), "", "", own, level, matches);
        }
        base("input", "in", own, matches);
        if (dice.chance(70)) {
            base("output", "out", own, matches);
        }
        if (dice.chance(30)) {
            base("prerouting", "pre", own, matches);
        }
        if (dice.chance(20)) {
            base("postrouting", "post", own, matches);
        }
        if (dice.chance(25)) {
            base("input", "in2", own, matches);
        }
        if (dice.chance(25)) {
            nat(matches);
        }
        keep("}");
    }

    private void base(String hook, String name, List<String> own, NftMatches matches) {
        String priority = dice.oneOf("filter", "filter", "0", "-10", "-150", "10", "-300", "-199", "-201", "50");
        boolean drops = dice.chance(hook.equals("input") ? 50 : 20);
        String policy = drops ? " policy drop;" : dice.chance(50) ? " policy accept;" : "";
        String head = INDENT + INDENT + "type filter hook " + hook + " priority " + priority + ";" + policy;
        String seed = drops ? seed(hook, matches) : "";
        boolean early = priority.equals("-300") || priority.equals("-201");
        chain(name, head, seed, own, early && !hook.equals("input") ? -2 : -1, matches);
    }

    private String seed(String hook, NftMatches matches) {
        String all = matches.sees(Family.IPV6) && dice.chance(85) ? "meta l4proto ipv6-icmp accept\n" : "";
        if (dice.chance(45)) {
            all += "ct state established,related accept\n";
        }
        if (dice.chance(40)) {
            all += hook.equals("input") || hook.equals("prerouting") ? "iif lo accept\n" : "oifname \"eth0\" accept\n";
        }
        return all;
    }

    private void chain(String name, String head, String seed, List<String> own, int level, NftMatches matches) {
        keep(INDENT + "chain " + name + " {");
        if (!head.isEmpty()) {
            keep(head);
        }
        seed.lines().forEach(rule -> add(rule));
        for (int i = dice.below(level < 0 ? 6 : 4); i >= 0; i--) {
            add(matches.all(name) + end(own, level, matches));
        }
        keep(INDENT + "}");
    }

    private String end(List<String> own, int level, NftMatches matches) {
        return dice.chance(10) ? matches.verdictMap() : action(own, level);
    }

    private String action(List<String> own, int level) {
        String counter = dice.chance(20) ? " counter" : "";
        if (level == -2 && dice.chance(50)) {
            return counter + " notrack";
        }
        int next = Math.max(level, -1) + 1;
        if (next < own.size() && dice.chance(35)) {
            return counter + dice.oneOf(" jump ", " jump ", " goto ") + own.get(next + dice.below(own.size() - next));
        }
        if (unmodelled && dice.chance(15)) {
            return marking();
        }
        if (dice.chance(7)) {
            return dice.oneOf(" counter", " log prefix \"x \"", marking());
        }
        return counter + dice.oneOf(" accept", " accept", " accept", " drop", " drop", " return", " continue");
    }

    private String marking() {
        return dice.unmodelled(
                " meta mark set " + dice.oneOf("1", "1 accept", "meta mark | 0x4000", "meta mark & 0x1", "ct mark"));
    }

    private void nat(NftMatches matches) {
        Family family = matches.family();
        String host = FirewallLab.host(family);
        String to = family == Family.IPV4 ? "" : "[";
        String end = family == Family.IPV4 ? "" : "]";
        String which = matches.isInet() ? (family == Family.IPV4 ? " ip" : " ip6") : "";
        keep(INDENT + "chain nat_pre {");
        keep(INDENT + INDENT + "type nat hook prerouting priority dstnat;");
        add(matches.ported()
                + dice.oneOf(
                        " redirect to :" + dice.port(),
                        " dnat" + which + " to " + to + host + end + ":" + dice.port()));
        keep(INDENT + "}");
        keep(INDENT + "chain nat_out {");
        keep(INDENT + INDENT + "type nat hook output priority -100;");
        if (dice.chance(50)) {
            add("oifname \"eth0\" " + matches.ported() + " dnat" + which + " to " + to + FirewallLab.otherPeer(family)
                    + end + ":" + dice.oneOf(FirewallLab.SERVICE, FirewallLab.OTHER_SERVICE));
        }
        keep(INDENT + "}");
        keep(INDENT + "chain nat_post {");
        keep(INDENT + INDENT + "type nat hook postrouting priority srcnat;");
        if (dice.chance(60)) {
            add(matches.ported()
                    + dice.oneOf(
                            " masquerade",
                            " masquerade to :10000-12000",
                            " snat" + which + " to " + to + host + end + ":10000-12000",
                            " snat" + which + " to " + host));
        }
        keep(INDENT + "}");
    }

    private void keep(String text) {
        lines.add(new Line(text, false));
    }

    private void add(String rule) {
        lines.add(new Line(INDENT + INDENT + rule.strip(), true));
    }
}
