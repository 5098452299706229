package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Masked;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the left side of a comparison. {@code nft(8), PRIMARY EXPRESSIONS and PAYLOAD EXPRESSIONS}. */
final class FieldParser {

    private static final Set<String> HEADERS = Set.of(
            "ip", "ip6", "tcp", "udp", "udplite", "sctp", "dccp", "th", "icmp", "icmpv6", "igmp", "ah", "esp", "comp",
            "arp", "ether", "vlan", "gre", "gretap", "geneve", "vxlan", "dst", "hbh", "frag", "mh", "srh", "exthdr",
            "socket", "osf", "ipsec", "rt");

    private static final Set<String> OF_META = Set.of(
            "iif",
            "iifname",
            "iiftype",
            "iifgroup",
            "iifkind",
            "oif",
            "oifname",
            "oiftype",
            "oifgroup",
            "oifkind",
            "mark",
            "skuid",
            "skgid",
            "nfproto",
            "l4proto",
            "protocol",
            "pkttype",
            "cpu",
            "cgroup",
            "cgroupv2",
            "length",
            "priority",
            "rtclassid",
            "nftrace",
            "random",
            "time",
            "day",
            "hour",
            "sdif",
            "sdifname",
            "ibrname",
            "obrname",
            "ibriport",
            "obriport",
            "broute",
            "ibrpvid",
            "ibrvproto");

    /** After which one more word belongs to the name. */
    private static final Set<String> LONGER = Set.of("option", "chunk", "ip", "ip6", "extension");

    private final Cursor cursor;
    private final ValueParser values;
    private final GeneratorParser generators;

    FieldParser(Cursor cursor, ValueParser values) {
        this.cursor = cursor;
        this.values = values;
        this.generators = new GeneratorParser(cursor, this);
    }

    boolean isAtField() {
        Token token = cursor.peek();
        if (token.isSymbol('@')) {
            return cursor.peek(2).isSymbol(',');
        }
        String word = token.text();
        return token.kind() == Token.Kind.WORD
                && (HEADERS.contains(word)
                        || OF_META.contains(word)
                        || GeneratorParser.isName(word)
                        || word.equals("meta")
                        || word.equals("ct")
                        || word.equals("fib"));
    }

    /** One or several fields, with what is done to their bits. */
    Expression fields() {
        Expression first = masked();
        if (!cursor.isAt('.')) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (cursor.accept('.')) {
            parts.add(isAtField() ? masked() : new Unknown(cursor.peek().text()));
        }
        return new Concatenation(parts);
    }

    private Expression masked() {
        Expression field = cursor.accept('(') ? inBrackets() : field();
        if (cursor.isAt('&') || cursor.isAt("and")) {
            cursor.next();
            return new Masked(field, values.value());
        }
        boolean changed = false;
        while (isOfArithmetic(cursor.peek())) {
            cursor.next();
            values.value();
            changed = true;
        }
        return changed ? new Unknown("arithmetic") : field;
    }

    private static boolean isOfArithmetic(Token token) {
        boolean shift = token.kind() == Token.Kind.SYMBOL
                && (token.text().equals("<<") || token.text().equals(">>"));
        return shift || token.isSymbol('^') || token.isSymbol('|') || token.isWord("or") || token.isWord("xor");
    }

    private Expression inBrackets() {
        Expression field = field();
        return cursor.accept(')') ? field : new Unknown("(");
    }

    private Expression field() {
        Token first = cursor.next();
        if (first.isSymbol('@')) {
            return raw();
        }
        String word = first.text();
        if (GeneratorParser.isName(word)) {
            return generators.generator(word);
        }
        if (word.equals("fib")) {
            return fib();
        }
        if (OF_META.contains(word)) {
            return new Field("meta " + word);
        }
        StringBuilder name = new StringBuilder(word);
        boolean more = true;
        while (more && cursor.peek().kind() == Token.Kind.WORD) {
            String next = cursor.next().text();
            name.append(' ').append(next);
            boolean ofConnection = word.equals("ct") && (next.equals("original") || next.equals("reply"));
            more = ofConnection || LONGER.contains(next);
        }
        if (name.indexOf(" option ") > 0) {
            optionField(name);
        }
        return new Field(name.toString());
    }

    /** {@code tcp option maxseg size}, {@code tcp option 253 exists}. */
    private void optionField(StringBuilder name) {
        Token token = cursor.peek();
        boolean field = token.kind() == Token.Kind.WORD && !token.isWord("exists") && !token.isWord("missing");
        if (field && !token.isWord("set") && !Character.isDigit(token.text().charAt(0))) {
            name.append(' ').append(cursor.next().text());
        }
    }

    /** {@code @th,16,16} */
    private Expression raw() {
        StringBuilder name = new StringBuilder("@").append(cursor.next().text());
        while (cursor.accept(',')) {
            name.append(',').append(cursor.next().text());
        }
        return new Field(name.toString());
    }

    /** {@code fib saddr . iif oif}, {@code fib daddr type}; the flags are put together by dots. */
    private Expression fib() {
        StringBuilder name = new StringBuilder("fib ").append(cursor.next().text());
        while (cursor.accept('.')) {
            name.append('.').append(cursor.next().text());
        }
        name.append(' ').append(cursor.next().text());
        cursor.accept("check");
        return new Field(name.toString());
    }
}
