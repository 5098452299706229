package io.portgrade.firewall.dialect.windows;

import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the output of {@code netsh advfirewall firewall show rule name=all}, with or without {@code verbose}, and of
 * {@code netsh advfirewall show allprofiles} or {@code currentprofile} apart (Windows Server 2022), in English.
 */
final class NetshText {

    private static final String RULE = "Rule Name:";
    private static final String PROFILE = "Profile Settings:";

    final List<Entry> entries = new ArrayList<>();
    final List<Profile> profiles = new ArrayList<>();

    private final Transcript transcript;
    private final Map<Property, String> values = new EnumMap<>(Property.class);
    private int first;
    private @Nullable Property last;
    private @Nullable Profile profile;

    private NetshText(Transcript transcript) {
        this.transcript = transcript;
    }

    static NetshText of(String text, Transcript transcript) {
        NetshText netsh = new NetshText(transcript);
        for (Line line : new Lines(text)) {
            if (!line.isBlank()) {
                netsh.line(line);
            }
        }
        netsh.endRule();
        netsh.endProfile();
        return netsh;
    }

    private void line(Line line) {
        String text = line.text();
        if (text.startsWith(RULE)) {
            endRule();
            endProfile();
            first = line.number();
            put(Property.NAME, text.substring(RULE.length()).strip());
        } else if (text.contains(PROFILE)) {
            endRule();
            endProfile();
            profile = new Profile(line.word(0), null, null, null, false);
        } else if (profile != null) {
            setting(profile, text);
        } else if (first > 0 && !text.startsWith("---")) {
            property(line, text);
        }
    }

    private void setting(Profile own, String text) {
        if (text.startsWith("State ")) {
            profile = own.withState(text.substring("State".length()).strip());
        } else if (text.startsWith("Firewall Policy")) {
            profile = own.withPolicy(text);
        }
    }

    private void property(Line line, String text) {
        int colon = text.indexOf(':');
        Property continued = last;
        if (line.isIndented()) {
            if (continued != null && continued != Property.PROTOCOL) {
                values.merge(continued, text, (before, more) -> before + "," + more);
            }
        } else if (colon > 0) {
            Optional<Property> property = Property.ofNetsh(text.substring(0, colon));
            last = property.orElse(null);
            property.ifPresent(known -> put(known, text.substring(colon + 1).strip()));
        } else if (!line.isPrompt() && !text.startsWith("Ok.")) {
            transcript.diagnose(line.number(), "not a line of netsh: " + Excerpt.of(text));
        }
    }

    private void put(Property property, String value) {
        last = property;
        values.put(property, value);
    }

    /** The action comes last, so that a rule without one was cut off. */
    private void endRule() {
        if (first > 0) {
            entries.add(new Entry(first, values, values.containsKey(Property.ACTION)));
        }
        first = 0;
        last = null;
        values.clear();
    }

    private void endProfile() {
        if (profile != null) {
            profiles.add(profile);
        }
        profile = null;
    }
}
