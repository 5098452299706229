package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Severity;
import io.portgrade.firewall.Gap;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that firewalls take from the usable ports in one way.
 *
 * @param paths those that lose packets, possibly none
 * @param usable E, at least 1 when a path loses any
 */
public record PortLoss(List<LostPath> paths, int usable) {

    private static final int MOST_DECIDERS = 20;
    private static final int MOST_SENTENCES = 4;

    public PortLoss {
        paths = List.copyOf(paths);
    }

    public boolean isAny() {
        return !paths.isEmpty();
    }

    /** Of the path that loses most: the probability that a connection from a port picked at random is lost. */
    public double share() {
        return most() / (double) Math.max(1, usable);
    }

    /** The ports of the path that loses most. */
    int most() {
        return paths.stream().mapToInt(path -> path.ports().size()).max().orElse(0);
    }

    /** @param criticalFrom the share from which on it is critical */
    public Severity severity(double criticalFrom) {
        return share() >= criticalFrom ? Severity.CRITICAL : Severity.HIGH;
    }

    /** The rules and policies that decide, where the most ports are lost first. */
    public List<Evidence> evidence() {
        return worstFirst().stream()
                .flatMap(LostPath::gaps)
                .map(Gap::decidedBy)
                .distinct()
                .limit(MOST_DECIDERS)
                .map(by -> new Evidence("decidedBy", by.text(), by.source(), by.line()))
                .toList();
    }

    /** One sentence for all paths that lose the same ports at the same packet. */
    public String description() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (LostPath path : worstFirst()) {
            names.computeIfAbsent(loss(path), any -> new ArrayList<>()).add(path.name());
        }
        List<String> sentences = new ArrayList<>();
        names.forEach((loss, paths) -> sentences.add(String.join(", ", paths) + ": " + loss));
        int shown = Math.min(MOST_SENTENCES, sentences.size());
        String text = String.join(" ", sentences.subList(0, shown));
        return shown < sentences.size()
                ? text + " firewallAnalysis lists " + (sentences.size() - shown) + " more."
                : text;
    }

    /** The same where it is not certain. */
    public String doubt() {
        List<String> sentences = worstFirst().stream()
                .limit(MOST_SENTENCES)
                .map(path -> path.name() + ": " + path.ports().size() + " of " + usable + " ports (" + path.portText()
                        + "), decided by \"" + path.firstGap().decidedBy().text() + "\".")
                .toList();
        return String.join(" ", sentences);
    }

    private String loss(LostPath path) {
        PortSet ports = path.ports();
        Gap first = path.firstGap();
        return ports.size() + " of " + usable + " ports (" + path.portText()
                + "), so a connection fails with a probability of "
                + Numerals.percent(ports.size() / (double) Math.max(1, usable)) + "; lost is the " + first.packet()
                + (isDiscovery(first)
                        ? " (ICMPv6 " + type(first) + "), without which no IPv6 packet finds the way"
                        : "")
                + ", by \"" + first.decidedBy().text() + "\".";
    }

    private static boolean isDiscovery(Gap gap) {
        return gap.packet().startsWith("neighbour");
    }

    private static int type(Gap gap) {
        return gap.packet().endsWith("solicitation") ? 135 : 136;
    }

    private List<LostPath> worstFirst() {
        return paths.stream()
                .sorted(Comparator.comparingInt((LostPath path) -> path.ports().size())
                        .reversed()
                        .thenComparing(path -> path.path().family())
                        .thenComparing(path -> path.path().protocol())
                        .thenComparing(path -> path.path().destination()))
                .toList();
    }
}
