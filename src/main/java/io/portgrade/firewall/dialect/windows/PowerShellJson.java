package io.portgrade.firewall.dialect.windows;

import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonBoolean;
import io.portgrade.firewall.dialect.json.JsonDocuments;
import io.portgrade.firewall.dialect.json.JsonNumber;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonObject.Member;
import io.portgrade.firewall.dialect.json.JsonText;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Transcript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes what {@code Get-NetFirewallRule} and {@code Get-NetFirewallProfile} give {@code ConvertTo-Json} apart, the former
 * with the properties of its filters joined to it or in objects inside it (NetSecurity module, Windows Server 2022).
 */
final class PowerShellJson {

    final List<Entry> entries = new ArrayList<>();
    final List<Profile> profiles = new ArrayList<>();

    /** False when some of the text could not be read. */
    final boolean whole;

    private final Transcript transcript;

    PowerShellJson(String text, String source, Transcript transcript) {
        this.transcript = transcript;
        JsonDocuments documents = JsonDocuments.parse(text, source);
        transcript.addAll(documents.diagnostics());
        documents.roots().forEach(this::root);
        whole = documents.whole();
    }

    private void root(JsonTree root) {
        if (root instanceof JsonArray array) {
            array.elements().forEach(this::element);
        } else {
            element(root);
        }
    }

    private void element(JsonTree tree) {
        if (!(tree instanceof JsonObject object)) {
            transcript.diagnose(tree.line(), "not a firewall rule: " + tree.excerpt());
        } else if (object.has("DefaultInboundAction")) {
            profiles.add(profile(object));
        } else if (object.has("Direction") || object.has("Action")) {
            entries.add(entry(object));
        } else {
            transcript.diagnose(object.line(), "JSON, but not a rule of Windows Defender Firewall");
        }
    }

    private static Profile profile(JsonObject object) {
        String in = word(Property.ACTION, object, "DefaultInboundAction");
        String out = word(Property.ACTION, object, "DefaultOutboundAction");
        return new Profile(word(Property.NAME, object, "Name"), null, null, null, false)
                .withPolicy(in + "Inbound," + out + "Outbound")
                .withState(object.find("Enabled").map(PowerShellJson::text).orElse(""));
    }

    private static String word(Property property, JsonObject object, String member) {
        return object.find(member).map(value -> word(property, text(value))).orElse("");
    }

    private static Entry entry(JsonObject object) {
        Map<Property, String> values = new EnumMap<>(Property.class);
        for (Member member : object.members()) {
            if (member.value() instanceof JsonObject filter && !filter.has("value")) {
                filter.members().forEach(inner -> put(inner, values));
            }
        }
        object.members().forEach(member -> put(member, values));
        object.findText("Name").ifPresent(name -> values.putIfAbsent(Property.NAME, name));
        return new Entry(object.line(), values, object.whole());
    }

    private static void put(Member member, Map<Property, String> values) {
        Property.ofJson(member.name())
                .filter(property ->
                        property != Property.GROUP || !text(member.value()).isEmpty())
                .ifPresent(property -> values.put(property, word(property, text(member.value()))));
    }

    private static String text(JsonTree value) {
        if (value instanceof JsonText own) {
            return own.value();
        }
        if (value instanceof JsonNumber own) {
            return own.text();
        }
        if (value instanceof JsonBoolean own) {
            return own.value() ? "True" : "False";
        }
        if (value instanceof JsonArray own) {
            return own.elements().stream().map(PowerShellJson::text).collect(Collectors.joining(","));
        }
        // Windows PowerShell 5 writes some lists as {"value": […], "Count": 2}
        return value instanceof JsonObject own
                ? own.find("value").map(PowerShellJson::text).orElse("")
                : "";
    }

    /** Enumerations come as numbers unless PowerShell was asked for words (MSFT_NetFirewallRule). */
    private static String word(Property property, String value) {
        return switch (property) {
            case ENABLED -> value.equals("1") ? "True" : value.equals("2") ? "False" : value;
            case DIRECTION -> value.equals("1") ? "Inbound" : value.equals("2") ? "Outbound" : value;
            case ACTION ->
                switch (value) {
                    case "2" -> "Allow";
                    case "3" -> "AllowBypass";
                    case "4" -> "Block";
                    default -> value;
                };
            case PROFILES -> Profiles.words(value);
            default -> value;
        };
    }
}
