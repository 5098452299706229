package io.portgrade.firewall.dialect.pf;

import java.util.Set;

/** How statements of pf begin, and those of no other firewall do. */
final class FirstWords {

    private static final Set<String> SECOND_WORDS = Set.of(
            "all",
            "in",
            "out",
            "quick",
            "log",
            "on",
            "inet",
            "inet6",
            "proto",
            "from",
            "to",
            "drop",
            "return",
            "return-rst",
            "return-icmp",
            "return-icmp6");

    private FirstWords() {}

    static boolean areOfPf(String word, String second, String third) {
        return switch (word) {
            case "pass", "block" -> second.isEmpty() || SECOND_WORDS.contains(second);
            case "match" -> second.equals("in") || second.equals("out") || second.equals("on");
            case "scrub" -> second.equals("in") || second.equals("all") || second.equals("on");
            case "nat", "rdr", "binat" -> second.equals("on") || second.equals("pass");
            case "anchor" -> second.startsWith("\"");
            case "antispoof" -> second.equals("for") || second.equals("quick") || second.equals("log");
            case "set" -> second.equals("skip") && third.equals("on") || second.equals("block-policy");
            case "table" -> second.startsWith("<");
            default -> false;
        };
    }
}
