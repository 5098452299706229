package io.portgrade.firewall.dialect.windows;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall.WindowsFirewall;
import io.portgrade.firewall.Firewall.WindowsRule;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.FirewallDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the rules of Windows Defender Firewall from what netsh prints or PowerShell converts to JSON, and the defaults of
 * its profiles where they are in the same text. Rules that may be for one program only stay open.
 */
public final class WindowsReader {

    private static final int DASHES = 40;

    private final Transcript transcript;
    private final List<WindowsRule> rules = new ArrayList<>();
    private final Profiles profiles;
    private boolean lacksPorts;
    private boolean hidesPrograms;
    private boolean namesProfiles;

    private WindowsReader(Transcript transcript, List<Profile> profiles) {
        this.transcript = transcript;
        this.profiles = new Profiles(profiles);
    }

    /** Whether a text has the words that only PowerShell's firewall objects have. */
    public static boolean recognisesPowerShell(String text) {
        return isJson(text)
                && (text.contains("\"Direction\"") && text.contains("\"Action\"") && text.contains("\"Enabled\"")
                        || text.contains("\"DefaultInboundAction\""));
    }

    /** Whether a text has the words that only netsh has. */
    public static boolean recognisesNetsh(String text) {
        return !isJson(text)
                && (text.contains("Rule Name:")
                        || text.contains("Profile Settings:") && text.contains("Firewall Policy")
                        || isTranslated(text));
    }

    private static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{")
                || start.startsWith("[")
                || text.contains("\"Direction\"")
                || text.contains("\"DefaultInboundAction\"");
    }

    /** In every language netsh puts the name of a rule after a colon and draws a line of dashes below it. */
    private static boolean isTranslated(String text) {
        boolean named = false;
        for (Line line : new Lines(text)) {
            String own = line.text();
            if (named && own.length() >= DASHES && own.chars().allMatch(c -> c == '-')) {
                return true;
            }
            named = own.contains(":  ");
        }
        return false;
    }

    /** Reads whatever can be read; never throws. */
    public static Reading read(FirewallDocument document) {
        Transcript transcript = new Transcript(document.source());
        if (isJson(document.text())) {
            PowerShellJson json = new PowerShellJson(document.text(), document.source(), transcript);
            return new WindowsReader(transcript, json.profiles).end(json.entries, json.whole, document);
        }
        NetshText netsh = NetshText.of(document.text(), transcript);
        return new WindowsReader(transcript, netsh.profiles).end(netsh.entries, true, document);
    }

    private Reading end(List<Entry> entries, boolean whole, FirewallDocument document) {
        if (entries.isEmpty() && profiles.shown().isEmpty()) {
            transcript.diagnoseWhole(
                    isTranslated(document.text())
                            ? "netsh in a language other than English: send Get-NetFirewallRule as JSON instead"
                            : "no rule of Windows Defender Firewall in it: send the output of netsh advfirewall firewall"
                                    + " show rule name=all verbose");
            return transcript.end(null);
        }
        entries.forEach(this::entry);
        if (profiles.areOff()) {
            return transcript.end(new WindowsFirewall(List.of(), true, true, Set.of(Family.values())));
        }
        if (!whole) {
            transcript.count(false);
            Entry rest = new Entry(1, Map.of(Property.NAME, "what was not read"), false);
            add(rest, List.of(Direction.values()), List.of(new Action.Accept(), new Action.Drop()), false);
        }
        explain();
        rules.addAll(profiles.defaults(document.source()));
        return transcript.end(new WindowsFirewall(
                rules,
                Boolean.TRUE.equals(profiles.agreed(Profile::passesInbound)),
                Boolean.TRUE.equals(profiles.agreed(Profile::passesOutbound)),
                Set.of(Family.values())));
    }

    private void explain() {
        if (profiles.agreed(Profile::passesInbound) == null || profiles.agreed(Profile::passesOutbound) == null) {
            transcript.diagnoseWhole(
                    "what happens where no rule matches is not known: add the output of netsh advfirewall"
                            + " show currentprofile, or of Get-NetFirewallProfile -PolicyStore ActiveStore");
        } else if (namesProfiles) {
            transcript.diagnoseWhole(
                    "which profile is active is not known, so that rules for some profiles are uncertain:"
                            + " send netsh advfirewall show currentprofile in place of allprofiles");
        }
        if (lacksPorts) {
            transcript.diagnoseWhole(
                    "rules without ports and addresses, which PowerShell has in other objects: join the"
                            + " properties of Get-NetFirewallPortFilter, AddressFilter and ApplicationFilter, or send netsh"
                            + " advfirewall firewall show rule name=all verbose");
        } else if (hidesPrograms) {
            transcript.diagnoseWhole("rules may be for one program and not say so, and are uncertain: send netsh"
                    + " advfirewall firewall show rule name=all verbose; those for ports that are in no group are taken as"
                    + " for all programs");
        }
    }

    private void entry(Entry entry) {
        String enabled = entry.get(Property.ENABLED).toLowerCase(Locale.ROOT);
        Boolean applies = profiles.apply(entry.has(Property.PROFILES) ? entry.get(Property.PROFILES) : "");
        if (enabled.equals("no") || enabled.equals("false") || Boolean.FALSE.equals(applies)) {
            transcript.count(true);
            return;
        }
        boolean isKnown = check(entry, enabled.equals("yes") || enabled.equals("true"), Property.ENABLED);
        List<Direction> directions = switch (entry.get(Property.DIRECTION).toLowerCase(Locale.ROOT)) {
            case "in", "inbound" -> List.of(Direction.INBOUND);
            case "out", "outbound" -> List.of(Direction.OUTBOUND);
            default -> List.of(Direction.values());
        };
        List<Action> actions = switch (entry.get(Property.ACTION).toLowerCase(Locale.ROOT)) {
            case "allow", "bypass", "allowbypass" -> List.of(new Action.Accept());
            case "block" -> List.of(new Action.Drop());
            default -> List.of(new Action.Accept(), new Action.Drop());
        };
        isKnown &= check(entry, directions.size() == 1, Property.DIRECTION);
        isKnown &= check(entry, actions.size() == 1, Property.ACTION);
        lacksPorts |= !entry.has(Property.PROTOCOL);
        hidesPrograms |= entry.whole() && entry.mayHideItsProgram();
        namesProfiles |= applies == null;
        transcript.count(add(entry, directions, actions, isKnown && applies != null));
    }

    private boolean check(Entry entry, boolean isKnown, Property property) {
        if (!isKnown) {
            String value = entry.get(property);
            transcript.diagnose(
                    entry.line(),
                    value.isEmpty()
                            ? "a rule that does not say its " + property.words()
                            : "not a value of " + property.words() + ": " + Excerpt.of(value));
        }
        return isKnown;
    }

    private boolean add(Entry entry, List<Direction> directions, List<Action> actions, boolean isKnown) {
        boolean bypasses = entry.get(Property.ACTION).toLowerCase(Locale.ROOT).endsWith("bypass");
        boolean modelled = isKnown;
        for (Direction direction : directions) {
            List<Match> matches = new ArrayList<>(Conditions.of(entry, direction, transcript));
            if (!isKnown || bypasses || profiles.mayBeOff()) {
                matches.add(new Match.Unmodelled(bypasses ? "authenticated by IPsec" : "if it applies"));
            }
            for (Action action : actions) {
                Rule rule = new Rule(matches, action, transcript.at(entry.line()), entry.text());
                modelled &= Transcript.isModelled(rule);
                rules.add(new WindowsRule(rule, direction, bypasses));
            }
        }
        return modelled;
    }
}
