package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import io.portgrade.kernel.RuleText.Line;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;

/** Random rulesets in the words of {@code iptables-restore}. */
final class RandomIptables {

    private static final List<String> OWN = List.of("ONE", "TWO", "THREE");

    private final Dice dice;
    private final Backend backend;
    private final Family family;
    private final boolean unmodelled;
    private final IptablesMatches matches;
    private final List<Line> lines = new ArrayList<>();

    private RandomIptables(Dice dice, Backend backend, Family family, boolean unmodelled) {
        this.dice = dice;
        this.backend = backend;
        this.family = family;
        this.unmodelled = unmodelled;
        this.matches = new IptablesMatches(dice, family, unmodelled);
    }

    static RuleText of(long seed, Backend backend, Family family, PortRange window) {
        Dice dice = new Dice(seed, window);
        return new RandomIptables(dice, backend, family, dice.chance(20)).write();
    }

    private RuleText write() {
        if (dice.chance(30)) {
            table("raw", List.of("PREROUTING", "OUTPUT"), 1 + dice.below(3));
        }
        if (dice.chance(25)) {
            table("mangle", List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"), 1 + dice.below(3));
        }
        if (dice.chance(35)) {
            table("nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"), 1 + dice.below(3));
        }
        table("filter", List.of("INPUT", "FORWARD", "OUTPUT"), 2 + dice.below(9));
        if (dice.chance(8)) {
            table("security", List.of("INPUT", "FORWARD", "OUTPUT"), 1 + dice.below(2));
        }
        return new RuleText(backend, family, lines, dice.isExact());
    }

    private void table(String name, List<String> chains, int rules) {
        keep("*" + name);
        boolean filter = name.equals("filter");
        for (String chain : chains) {
            boolean drops =
                    filter ? dice.chance(chain.equals("INPUT") ? 55 : 25) : !name.equals("nat") && dice.chance(4);
            keep(":" + chain + (drops ? " DROP" : " ACCEPT") + " [0:0]");
        }
        List<String> own = OWN.subList(0, filter ? dice.below(4) : dice.below(2));
        own.forEach(chain -> keep(":" + chain + " - [0:0]"));
        List<String> hooks =
                chains.stream().filter(chain -> !chain.equals("FORWARD")).toList();
        if (filter) {
            seed();
        }
        for (int i = 0; i < rules; i++) {
            rule(name, dice.oneOf(hooks), own, -1);
        }
        for (int level = 0; level < own.size(); level++) {
            for (int i = dice.below(4); i > 0; i--) {
                rule(name, own.get(level), own, level);
            }
        }
        keep("COMMIT");
    }

    /** What most hosts begin with, so that not everything is lost. */
    private void seed() {
        if (family == Family.IPV6 && dice.chance(85)) {
            add("-A INPUT -p ipv6-icmp -j ACCEPT");
            add("-A OUTPUT -p ipv6-icmp -j ACCEPT");
        }
        if (dice.chance(30)) {
            add("-A INPUT -i lo -j ACCEPT");
        }
        if (dice.chance(45)) {
            add("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
        }
        if (dice.chance(50)) {
            add("-A OUTPUT -o " + dice.oneOf("eth0", "lo", "e+") + " -j ACCEPT");
        }
    }

    private void rule(String table, String chain, List<String> own, int level) {
        String action =
                table.equals("nat") && level < 0 && dice.chance(85) ? nat(chain) : action(table, own, level, chain);
        String leaving = chain.equals("OUTPUT") && action.contains("DNAT") ? " -o " + NamespacePair.INTERFACE : "";
        add("-A " + chain + matches.of(leaving.isEmpty() ? chain : "", action) + leaving + " " + action);
    }

    private String action(String table, List<String> own, int level, String chain) {
        if (level + 1 < own.size() && dice.chance(30)) {
            return dice.oneOf("-j ", "-j ", "-g ") + own.get(level + 1 + dice.below(own.size() - level - 1));
        }
        if (table.equals("raw") && dice.chance(65)) {
            return dice.oneOf("-j CT --notrack", "-j NOTRACK");
        }
        if (dice.chance(8)) {
            return dice.oneOf("-j LOG --log-prefix \"x \"", "-j NFLOG", "");
        }
        if ((unmodelled || table.equals("mangle")) && dice.chance(15)) {
            return dice.unmodelled("-j MARK "
                    + dice.oneOf(
                            "--set-mark 0x1",
                            "--set-xmark 0x4000/0x4000",
                            "--or-mark 0x4000",
                            "--xor-mark 0x1",
                            "--and-mark 0x1"));
        }
        if (table.equals("nat")) {
            return dice.oneOf("-j ACCEPT", "-j RETURN");
        }
        if (table.equals("filter") && dice.chance(10)) {
            return "-j REJECT";
        }
        return dice.oneOf("-j ACCEPT", "-j ACCEPT", "-j ACCEPT", "-j DROP", "-j DROP", "-j RETURN");
    }

    private String nat(String chain) {
        String open = family == Family.IPV4 ? "" : "[";
        String close = family == Family.IPV4 ? "" : "]";
        return switch (chain) {
            case "PREROUTING" ->
                dice.oneOf(
                        "-j REDIRECT --to-ports " + dice.port(),
                        "-j DNAT --to-destination " + open + FirewallLab.host(family) + close + ":" + dice.port());
            case "OUTPUT" ->
                "-j DNAT --to-destination " + open + FirewallLab.otherPeer(family) + close + ":"
                        + dice.oneOf(FirewallLab.SERVICE, FirewallLab.OTHER_SERVICE);
            case "POSTROUTING" ->
                dice.oneOf(
                        "-j MASQUERADE",
                        "-j MASQUERADE --to-ports " + translated(),
                        "-j SNAT --to-source " + FirewallLab.host(family),
                        "-j SNAT --to-source " + open + FirewallLab.host(family) + close + ":" + translated());
            default -> "-j ACCEPT";
        };
    }

    /** More than are probed, or some could get none. */
    private String translated() {
        return dice.oneOf("10000-12000", "10000-12000", dice.port() + "-65535", "1024-65535");
    }

    private void keep(String text) {
        lines.add(new Line(text, false));
    }

    private void add(String text) {
        lines.add(new Line(text.stripTrailing(), true));
    }
}
