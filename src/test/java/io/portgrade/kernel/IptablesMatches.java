package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import java.util.LinkedHashSet;
import java.util.Set;

/** Random conditions of an iptables rule. */
final class IptablesMatches {

    /** What the tools of 1.8.9 do not print, nor its negation. */
    private static final String EVERY_PORT = "0:65535";

    private final Dice dice;
    private final Family family;
    private final boolean unmodelled;

    IptablesMatches(Dice dice, Family family, boolean unmodelled) {
        this.dice = dice;
        this.family = family;
        this.unmodelled = unmodelled;
    }

    /**
     * Conditions that fit the chain and the action; with a space before each.
     *
     * @param chain empty when its interfaces are named elsewhere
     */
    String of(String chain, String action) {
        Set<String> all = new LinkedHashSet<>();
        boolean needsPorts = action.contains("--to-") && (action.contains(":") || action.contains("ports"));
        String protocol = dice.oneOf("tcp", "tcp", "udp");
        if (needsPorts || dice.chance(65)) {
            all.add(" -p " + protocol);
            if (dice.chance(75)) {
                all.add(ports(protocol));
            }
            if (protocol.equals("tcp") && dice.chance(12)) {
                all.add(flags());
            }
        } else if (dice.chance(8)) {
            all.add(" ! -p " + protocol);
        } else if (family == Family.IPV6 && dice.chance(15)) {
            all.add(" -p ipv6-icmp --icmpv6-type "
                    + dice.oneOf("135", "136", "neighbour-solicitation", "neighbour-advertisement", "echo-request"));
        }
        if (dice.chance(30)) {
            all.add(state());
        }
        if (dice.chance(18)) {
            all.add(address());
        }
        if (!chain.isEmpty() && dice.chance(18)) {
            all.add(interfaceOf(chain));
        }
        if (dice.chance(8)) {
            all.add(other());
        }
        if (unmodelled && dice.chance(30)) {
            all.add(" " + dice.unmodelled(unknown(chain)));
        }
        return String.join("", all);
    }

    private String not() {
        return dice.chance(20) ? " !" : "";
    }

    private String ports(String protocol) {
        if (dice.chance(25)) {
            StringBuilder list = new StringBuilder(dice.ports(":"));
            for (int i = dice.below(4); i > 0; i--) {
                list.append(',').append(dice.chance(25) ? String.valueOf(dice.service()) : dice.ports(":"));
            }
            if (list.indexOf(EVERY_PORT) >= 0) {
                return "";
            }
            return " -m multiport" + not() + dice.oneOf(" --dports ", " --sports ", " --ports ") + list;
        }
        String which = dice.oneOf(" --dport ", " --sport ");
        String ports = dice.chance(20) ? String.valueOf(dice.service()) : dice.ports(":");
        return " -m " + protocol + (ports.equals(EVERY_PORT) ? "" : not()) + which + ports;
    }

    private String flags() {
        return switch (dice.below(5)) {
            case 0, 1 -> " -m tcp" + not() + " --syn";
            case 2 -> " -m tcp" + not() + " --tcp-flags SYN,ACK " + dice.oneOf("SYN", "ACK", "SYN,ACK", "NONE");
            case 3 -> " -m tcp" + not() + " --tcp-flags ALL " + dice.oneOf("ACK", "SYN", "PSH,ACK", "SYN,ACK");
            default -> " -m tcp" + not() + " --tcp-flags RST,FIN,PSH " + dice.oneOf("NONE", "PSH");
        };
    }

    private String state() {
        if (dice.chance(12)) {
            return " -m conntrack --ctdir " + dice.oneOf("ORIGINAL", "REPLY");
        }
        String states = dice.chance(40)
                ? "RELATED,ESTABLISHED"
                : dice.some(",", "NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED");
        return dice.chance(50)
                ? " -m conntrack" + not() + " --ctstate " + states
                : " -m state" + not() + " --state " + states;
    }

    private String address() {
        if (dice.chance(20)) {
            return " -m iprange" + not() + dice.oneOf(" --src-range ", " --dst-range ") + dice.addressRange(family);
        }
        return not() + dice.oneOf(" -s ", " -d ") + dice.address(family);
    }

    private String interfaceOf(String chain) {
        String name = dice.oneOf("eth0", "eth0", "lo", "eth+", "e+", "wlan0", "l+");
        String option = switch (chain) {
            case "PREROUTING", "INPUT" -> " -i ";
            case "OUTPUT", "POSTROUTING" -> " -o ";
            default -> dice.oneOf(" -i ", " -o ");
        };
        return not() + option + name;
    }

    private String other() {
        if (dice.chance(20)) {
            String mark = dice.oneOf("0x0", "0x1", "0x4000/0x4000", "0x1/0x3");
            return dice.unmodelled(" -m mark" + not() + " --mark " + mark);
        }
        return dice.oneOf(
                " -m comment --comment \"a b; -j DROP\"",
                " -m addrtype --dst-type LOCAL",
                " -m addrtype" + not() + " --src-type LOCAL",
                " -m pkttype --pkt-type unicast");
    }

    private String unknown(String chain) {
        if (chain.equals("OUTPUT") && dice.chance(30)) {
            return "-m owner --uid-owner " + dice.oneOf("0", "1000");
        }
        return dice.oneOf(
                "-m limit --limit 10000/sec --limit-burst 10000",
                "-m length --length " + dice.oneOf("0:1500", "0:60"),
                "-m connmark ! --mark " + dice.oneOf("0x0", "0x1"),
                "-m statistic --mode nth --every 2 --packet 0",
                "-m u32 --u32 \"0>>28=4\"");
    }
}
