package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.TcpFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code iptables -L} prints after the addresses of a rule, put back into the options of a command. What is not known is
 * kept as it stands, to the end of the line.
 */
final class ListedConditions {

    /** The option that keeps what a listing says and no other option does. */
    static final String AS_LISTED = "--as-listed";

    /** The option that keeps what no module is known to print. */
    static final String NOT_KNOWN = "--not-known";

    /** The option that keeps what a listing says of a target and no other option does. */
    static final String TARGET_AS_LISTED = "--target-as-listed";

    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "udplite", "sctp", "dccp");
    private static final Map<String, String> SETS_MARK = Map.of(
            "set", "--set-mark", "xset", "--set-xmark", "or", "--or-mark", "xor", "--xor-mark", "and", "--and-mark");
    private static final Set<String> SWITCHES = Set.of("random", "random-fully", "persistent");

    private final List<Word> shown;
    private final String target;
    private final Family family;
    private final List<Word> options = new ArrayList<>();
    private int at;
    private boolean goesTo;

    private ListedConditions(List<Word> shown, String target, Family family) {
        this.shown = shown;
        this.target = target;
        this.family = family;
    }

    /** The options of a row, the target among them; an empty target stands for none. */
    static List<Word> options(List<Word> shown, String target, Family family) {
        ListedConditions conditions = new ListedConditions(shown, target, family);
        while (conditions.at < shown.size()) {
            conditions.read();
        }
        if (!target.isEmpty()) {
            List<Word> whole = new ArrayList<>(List.of(plain(conditions.goesTo ? "-g" : "-j"), plain(target)));
            whole.addAll(conditions.options);
            return whole;
        }
        return conditions.options;
    }

    private void read() {
        boolean negated = peek(0).equals("!");
        int start = at;
        at += negated ? 1 : 0;
        String word = peek(0);
        String next = peek(1);
        at++;
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        String value = colon < 0 ? "" : word.substring(colon + 1);
        switch (name) {
            case "/*" -> skipComment();
            case "spt", "spts" -> option("--sport", value, negated);
            case "dpt", "dpts" -> option("--dport", value, negated);
            case "flags" -> flags(value, negated, start);
            case "multiport" -> multiport(next);
            case "state", "ctstate", "ctdir", "ctproto" -> option("--" + name, take(), negated);
            case "icmptype", "icmp", "ipv6-icmptype", "ipv6-icmp" -> icmp();
            case "ADDRTYPE" -> addressType();
            case "source", "destination" -> range(name, start);
            case "PKTTYPE" -> option("--pkt-type", afterSign(), next.equals("!="));
            case "rpfilter" -> reversePath();
            case "reject-with" -> option("--reject-with", take(), false);
            case "[goto]" -> goesTo = true;
            case "to" -> option(target.equals("SNAT") ? "--to-source" : "--to-destination", value, false);
            case "redir", "masq" -> translatedPorts();
            case "CT", "NOTRACK" -> notrack(word, next);
            case "mark", "MARK" -> mark(word, next);
            case "add-set", "del-set", "map-set" -> setEntry(word, start);
            default -> readOther(word, next, start);
        }
    }

    private void readOther(String word, String next, int start) {
        boolean before = WITH_PORTS.contains(word) && !next.startsWith("option");
        if (SWITCHES.contains(word)) {
            options.add(plain("--" + word));
        } else if (!before) {
            keepRest(start);
        }
    }

    private String peek(int ahead) {
        return at + ahead < shown.size() ? shown.get(at + ahead).text() : "";
    }

    private String take() {
        String word = peek(0);
        at++;
        return word;
    }

    private void skipComment() {
        while (at < shown.size() && !take().equals("*/")) {
            // a comment decides nothing
        }
    }

    private void option(String name, String value, boolean negated) {
        boolean inverted = negated != value.startsWith("!");
        if (inverted) {
            options.add(plain("!"));
        }
        options.add(plain(name));
        options.add(new Word(value.startsWith("!") ? value.substring(1) : value, value, true));
    }

    /** {@code flags:0x17/0x02}, {@code flags:!FIN,SYN,RST,ACK/SYN}. */
    private void flags(String value, boolean negated, int start) {
        boolean inverted = value.startsWith("!");
        String[] parts = (inverted ? value.substring(1) : value).split("/", -1);
        if (parts.length != 2) {
            keepRest(start);
            return;
        }
        if (inverted != negated) {
            options.add(plain("!"));
        }
        options.add(plain("--tcp-flags"));
        options.add(plain(names(parts[0])));
        options.add(plain(names(parts[1])));
    }

    private static String names(String flags) {
        OptionalInt bits = Numbers.findBits(flags);
        if (bits.isEmpty()) {
            return flags;
        }
        List<String> names = new ArrayList<>();
        for (TcpFlag flag : TcpFlag.values()) {
            if ((bits.getAsInt() & flag.bit()) != 0) {
                names.add(flag.name());
            }
        }
        return names.isEmpty() ? "NONE" : String.join(",", names);
    }

    private void multiport(String which) {
        at++;
        boolean negated = peek(0).equals("!");
        at += negated ? 1 : 0;
        option("--" + which, take(), negated);
    }

    private void icmp() {
        boolean negated = peek(0).equals("!");
        at += negated ? 1 : 0;
        String type = take();
        if (peek(0).equals("code")) {
            at++;
            type = type + "/" + take();
        }
        option(family == Family.IPV6 ? "--icmpv6-type" : "--icmp-type", type, negated);
    }

    private void addressType() {
        at++;
        options.add(plain("-m"));
        options.add(plain("addrtype"));
        while (peek(0).endsWith("-type")) {
            String name = take();
            option("--" + name, take(), false);
        }
        if (peek(0).startsWith("limit-")) {
            options.add(plain("--limit-iface-" + (take().endsWith("out") ? "out" : "in")));
        }
    }

    private void range(String end, int start) {
        if (!peek(0).equals("IP") || !peek(1).equals("range")) {
            keepRest(start);
            return;
        }
        at += 2;
        boolean negated = peek(0).equals("!");
        at += negated ? 1 : 0;
        option(end.equals("source") ? "--src-range" : "--dst-range", take(), negated);
    }

    private String afterSign() {
        at++;
        return take();
    }

    private void reversePath() {
        options.add(plain("-m"));
        options.add(plain("rpfilter"));
        while (Set.of("loose", "validmark", "accept_local", "invert").contains(peek(0))) {
            options.add(plain("--" + take().replace('_', '-')));
        }
    }

    /** {@code redir ports 80}, {@code masq ports: 1024-2047}. */
    private void translatedPorts() {
        at++;
        option("--to-ports", take(), false);
    }

    private void notrack(String word, String next) {
        if (word.equals("CT") && next.equals("notrack")) {
            at++;
            options.add(plain("--notrack"));
        } else {
            keepRest(at - 1);
        }
    }

    /** {@code mark match ! 0x4000/0x4000}, {@code MARK or 0x4000}, {@code MARK xset 0x8000/0x8000}. */
    private void mark(String word, String next) {
        String sets = word.equals("MARK") && target.equals("MARK") ? SETS_MARK.get(next) : null;
        if (sets == null && !next.equals("match")) {
            keepRest(at - 1);
            return;
        }
        at++;
        if (sets != null) {
            option(sets, take(), false);
        } else {
            boolean negated = peek(0).equals("!");
            at += negated ? 1 : 0;
            options.add(plain("-m"));
            options.add(plain("mark"));
            option("--mark", take(), negated);
        }
    }

    /** {@code map-set NAME src,dst map-mark}: the last that stands in a row. */
    private void setEntry(String word, int start) {
        if (!target.equals("SET")) {
            keepRest(start);
            return;
        }
        option("--" + word, take() + " " + take(), false);
        while (at < shown.size()) {
            String name = take();
            options.add(plain(Numbers.find(name).isPresent() ? name : "--" + name));
        }
    }

    private void keepRest(int from) {
        StringBuilder rest = new StringBuilder();
        shown.subList(from, shown.size())
                .forEach(word -> rest.append(rest.length() == 0 ? "" : " ").append(word.written()));
        at = shown.size();
        if (Target.goesOn(target) && rest.toString().startsWith(target)) {
            option(TARGET_AS_LISTED, rest.toString(), false);
        } else {
            String first = shown.get(from).text();
            boolean known = first.equals("!") || first.equals(target) || ListedWords.contain(first);
            options.add(plain(known ? AS_LISTED : NOT_KNOWN));
            options.add(new Word(rest.toString(), rest.toString(), true));
        }
    }

    static Word plain(String text) {
        return new Word(text, text, false);
    }
}
