package io.portgrade.fact;

import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one change of range and reserved ports that answers every finding about them.
 *
 * @param settings only those that are to change; empty when none needs to
 * @param reach how good the ports are afterwards
 * @param assignable ports that can be handed out afterwards when nothing listens; 0 when nothing is to change
 * @param usable the same beside what listens today: what is left for connections
 * @param trackedConnections entries that the connection tracking table must have room for before and afterwards: one
 *     for each port and, where pools are known, what they come to
 * @param behindFirewall ports of a wider range that demand asks for and the firewalls stand in the way of; 0 when there is
 *     none
 */
public record PortRemedy(
        Map<String, String> settings,
        Reach reach,
        int assignable,
        int usable,
        long trackedConnections,
        int behindFirewall) {

    static final PortRemedy NONE = new PortRemedy(Map.of(), Reach.ENOUGH, 0, 0, 0, 0);

    /** How far a change gets. */
    public enum Reach {
        /** Nothing is left to be said about the ports. */
        ENOUGH,
        /** They are the best there is. */
        TOO_FEW,
        /** The same, not because they are too few, but because too much of each range is reserved. */
        MOSTLY_RESERVED,
        /** They would be enough, but the firewalls treat them worse than those of today. */
        FIREWALL_FIRST
    }

    public PortRemedy {
        settings = Map.copyOf(settings);
    }

    /** @param purpose why, as the end of a sentence: {@code so that enough ports are usable} */
    public Remediation fix(String purpose) {
        if (reach == Reach.FIREWALL_FIRST) {
            return Remediation.advise(
                    "Mend the firewall first. A range that is good otherwise, with " + assignments(" at ")
                            + ", has more ports than today whose packets the firewall drops or may drop, that it leaves open to"
                            + " others, or that its source NAT has no room for.");
        }
        if (!sufficient()) {
            return Remediation.advise("No range here "
                    + (reach == Reach.MOSTLY_RESERVED
                            ? "leaves the ports of services alone without being reserved to a large part."
                            : "has enough ports and leaves those of services alone.")
                    + " The most is " + Numerals.counted(usable, "port") + ", " + best() + ".");
        }
        return Remediation.set("Set " + assignments(" to ") + ", " + purpose + "." + growth(), settings);
    }

    PortRemedy withBehindFirewall(int ports) {
        return new PortRemedy(settings, reach, assignable, usable, trackedConnections, ports);
    }

    public boolean sufficient() {
        return reach == Reach.ENOUGH;
    }

    private String best() {
        return settings.isEmpty() ? "as it is" : "with " + assignments(" at ");
    }

    /** A sentence with a blank before it where tables grow along; else empty. */
    private String growth() {
        String tables = assignments(" to ", PortRemedy::isTable);
        return tables.isEmpty()
                ? ""
                : " With it set " + tables + ": that is no remedy, but room for so many more ports.";
    }

    private String assignments(String verb) {
        return assignments(verb, key -> !isTable(key));
    }

    private String assignments(String verb, Predicate<String> which) {
        return settings.entrySet().stream()
                .filter(setting -> which.test(setting.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + verb + PortList.inWords(setting.getValue()))
                .collect(Collectors.joining(" and "));
    }

    private static boolean isTable(String key) {
        return key.equals(SettingKeys.MAX_TW_BUCKETS)
                || key.equals(SettingKeys.CONNTRACK_MAX)
                || key.equals(SettingKeys.CONNTRACK_MAX_ALIAS);
    }
}
