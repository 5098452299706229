package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import java.util.ArrayList;
import java.util.List;

/** Random conditions of nft rules, and the sets that they look things up in. */
final class NftMatches {

    private static final String SET = "    set ";

    private final Dice dice;
    private final String table;
    private final boolean unmodelled;

    /** What the rule at hand is about: nft refuses one that contradicts itself. */
    private String protocol = "tcp ";

    private Family addressFamily = Family.IPV4;

    /** @param table the family of the table as nft calls it */
    NftMatches(Dice dice, String table, boolean unmodelled) {
        this.dice = dice;
        this.table = table;
        this.unmodelled = unmodelled;
    }

    boolean isInet() {
        return table.equals("inet");
    }

    boolean sees(Family family) {
        return isInet() || table.equals(family == Family.IPV4 ? "ip" : "ip6");
    }

    /** One that the table sees. */
    Family family() {
        return sees(Family.IPV4) ? Family.IPV4 : Family.IPV6;
    }

    List<String> sets() {
        String type = family() == Family.IPV4 ? "ipv4_addr" : "ipv6_addr";
        return List.of(
                SET + "ports { type inet_service; flags interval; elements = { " + dice.apart(", ") + " } }",
                SET + "single { type inet_service; elements = { " + dice.port() + ", " + dice.service() + " } }",
                SET + "hosts { type " + type + "; elements = { " + FirewallLab.peer(family()) + ", "
                        + FirewallLab.host(family()) + " } }",
                SET + "pairs { type " + type + " . inet_service; flags interval; elements = { "
                        + FirewallLab.peer(family()) + " . " + dice.apart(", " + FirewallLab.peer(family()) + " . ")
                        + " } }",
                "    map verdicts { type inet_service : verdict; flags interval; elements = { " + verdicts() + " } }");
    }

    private String verdicts() {
        List<String> all = new ArrayList<>();
        for (String ports : dice.apart(",").split(",")) {
            all.add(ports + " : " + dice.oneOf("accept", "drop", "return", "continue"));
        }
        return String.join(", ", all);
    }

    private void begin() {
        protocol = dice.oneOf("tcp ", "tcp ", "udp ");
        addressFamily = isInet() && dice.chance(50) ? Family.IPV6 : family();
    }

    /** Conditions of a rule in a chain. */
    String all(String chain) {
        begin();
        List<String> all = new ArrayList<>();
        if (dice.chance(20)) {
            all.add(states());
        }
        if (dice.chance(12)) {
            all.add(addresses());
        }
        if (dice.chance(12)) {
            all.add(interfaces(chain));
        }
        if (dice.chance(8)) {
            all.add(other());
        }
        if (unmodelled && dice.chance(30)) {
            all.add(dice.unmodelled(dice.oneOf(
                    "limit rate 10000/second burst 10000 packets", "meta length < 1500", "ct mark 0", "meta skuid 0")));
        }
        if (dice.chance(65)) {
            all.add(ports());
        } else if (protocol.equals("tcp ") && dice.chance(15)) {
            all.add(flags());
        } else if (sees(Family.IPV6) && dice.chance(5)) {
            return "icmpv6 type " + dice.oneOf("", "!= ") + "{ nd-neighbor-solicit, nd-neighbor-advert }";
        }
        return String.join(" ", all);
    }

    /** A verdict map; what follows it in a rule is for packets that it does not know. */
    String verdictMap() {
        return switch (dice.below(3)) {
            case 0 ->
                " ct state vmap { established : " + dice.oneOf("accept", "drop") + ", invalid : drop, new : "
                        + dice.oneOf("accept", "continue", "return") + " }";
            case 1 -> " " + protocol + end() + "vmap @verdicts";
            default -> " " + protocol + end() + "vmap { " + verdicts() + " }";
        };
    }

    /** Those of a rule that changes ports. */
    String ported() {
        String own = isInet() ? (family() == Family.IPV4 ? "meta nfproto ipv4 " : "meta nfproto ipv6 ") : "";
        return own + dice.oneOf("tcp", "udp") + dice.oneOf(" dport ", " sport ") + dice.ports("-");
    }

    private String end() {
        return dice.oneOf("dport ", "sport ");
    }

    private String ports() {
        String not = dice.chance(20) ? "!= " : "";
        return switch (dice.below(10)) {
            case 0, 1, 2 -> protocol + end() + not + dice.ports("-");
            case 3, 4 -> protocol + end() + not + "{ " + dice.apart(", ") + " }";
            case 5 -> protocol + end() + not + dice.oneOf("@ports", "@single");
            case 6 -> either() + end() + not + dice.ports("-");
            case 7 ->
                addressFamily != family()
                        ? protocol + end() + dice.port()
                        : address() + " . " + protocol + end() + not + "@pairs";
            case 8 -> protocol + end() + dice.oneOf("< ", "<= ", "> ", ">= ") + dice.port();
            default -> protocol + end() + not + dice.service();
        };
    }

    /** Ports of whatever protocol. */
    private String either() {
        String which = dice.chance(50) ? "{ tcp, udp } " : protocol;
        protocol = "th ";
        return "meta l4proto " + which + protocol;
    }

    private String address() {
        return address(family());
    }

    private String address(Family family) {
        return (family == Family.IPV4 ? "ip " : "ip6 ") + dice.oneOf("saddr", "daddr");
    }

    private String addresses() {
        String not = dice.chance(20) ? " != " : " ";
        return switch (dice.below(5)) {
            case 0 -> hosts(not);
            case 1 ->
                address(addressFamily) + not + "{ " + FirewallLab.peer(addressFamily) + ", "
                        + FirewallLab.otherPeer(addressFamily) + " }";
            case 2 -> address(addressFamily) + not + dice.addressRange(addressFamily);
            default -> address(addressFamily) + not + dice.address(addressFamily);
        };
    }

    private String hosts(String not) {
        addressFamily = family();
        return address() + not + "@hosts";
    }

    private String states() {
        String some = dice.some(",", "new", "established", "related", "invalid", "untracked");
        return switch (dice.below(7)) {
            case 0 -> "ct state != " + some;
            case 1 -> "ct state ! " + some;
            case 2 -> "ct state != { " + some.replace(",", ", ") + " }";
            case 3 -> "ct state { " + some.replace(",", ", ") + " }";
            case 4 -> "ct direction " + dice.oneOf("original", "reply");
            default -> "ct state " + some;
        };
    }

    private String interfaces(String chain) {
        boolean in = chain.startsWith("in") || chain.startsWith("pre") || !chain.contains("o") && dice.chance(50);
        String not = dice.chance(20) ? " != " : " ";
        String name = dice.oneOf("\"eth0\"", "\"eth0\"", "\"lo\"", "\"e*\"", "\"wlan0\"", "{ \"lo\", \"wlan0\" }");
        return dice.chance(20) ? (in ? "iif lo" : "oif lo") : (in ? "iifname" : "oifname") + not + name;
    }

    private String flags() {
        return "tcp flags "
                + dice.oneOf(
                        "syn",
                        "== syn",
                        "!= syn",
                        "& (fin|syn|rst|ack) == syn",
                        "& (syn|ack) == syn|ack",
                        "syn / fin,syn,rst,ack",
                        "{ ack, psh | ack }",
                        "& rst == 0",
                        "& (syn|ack) != syn");
    }

    private String other() {
        if (dice.chance(15)) {
            String mark = dice.oneOf("0", "1", "!= 1", "{ 0, 2 }", "& 0x4000 == 0x4000", "& 0x3 != 0x1");
            return dice.unmodelled("meta mark " + mark);
        }
        String transport = protocol.strip();
        return dice.oneOf(
                isInet()
                        ? "meta nfproto " + (addressFamily == Family.IPV4 ? "ipv4" : "ipv6")
                        : "meta protocol " + (family() == Family.IPV4 ? "ip" : "ip6"),
                "meta l4proto != " + (transport.equals("tcp") ? "udp" : "tcp"),
                "fib daddr type local",
                "fib saddr type != local",
                "meta pkttype host",
                (addressFamily == Family.IPV4 ? "ip protocol " : "ip6 nexthdr ") + transport);
    }
}
