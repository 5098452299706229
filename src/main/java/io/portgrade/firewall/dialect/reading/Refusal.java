package io.portgrade.firewall.dialect.reading;

import io.portgrade.ingest.text.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a tool shows no rules, by what it prints instead, and what to do about it. */
public enum Refusal {
    /** {@code iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)}. */
    NOT_ROOT(
            "run it as root, with sudo, and send what it prints then",
            "you must be root",
            "permission denied",
            "operation not permitted",
            "a password is required",
            "a terminal is required",
            "no tty present",
            "is not in the sudoers file",
            "authorization failed",
            "must be superuser"),

    NOT_ELEVATED(
            "run it in a PowerShell that was started as administrator, and send what it prints then",
            "requires elevation",
            "access is denied"),

    /** Tables that hold what iptables has no words for. */
    FOR_NFT("send what nft list ruleset prints, run as root", "is incompatible, use 'nft' tool"),

    NO_TOOL(
            "send what nft list ruleset prints, run as root, whose PATH holds such tools",
            "command not found",
            "no such file or directory"),

    NOT_AUTHORIZED(
            "call it with credentials that may describe security groups and network ACLs",
            "(unauthorizedoperation)",
            "(expiredtoken)",
            "(requestexpired)",
            "(authfailure)",
            "unable to locate credentials");

    private final String remedy;
    private final List<String> words;

    Refusal(String remedy, String... words) {
        this.remedy = remedy;
        this.words = List.of(words);
    }

    /** What to do where a text says why it holds no rules; empty when it says nothing of the kind. */
    public static Optional<String> hint(String text) {
        return text.lines()
                .flatMap(line -> ofLine(line).stream()
                        .map(refusal -> "holds no rules, only what went wrong: " + Excerpt.of(line.strip()) + ": "
                                + refusal.remedy))
                .findFirst();
    }

    /** Empty for a line that says nothing of the kind. */
    public static Optional<Refusal> ofLine(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(refusal -> refusal.words.stream().anyMatch(lower::contains))
                .findFirst();
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
