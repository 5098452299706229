package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Names each submitted firewall and cleans its text.
 *
 * @param cleaning from a text and its source to the text made readable
 */
record FirewallReader(BinaryOperator<String> cleaning) {

    /** One document for each that has a text; of two with the same path the later one is named by its place as well. */
    List<FirewallDocument> read(List<@Nullable SubmittedFirewall> submitted) {
        List<FirewallDocument> documents = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < submitted.size(); i++) {
            SubmittedFirewall firewall = submitted.get(i);
            String content = firewall == null ? null : firewall.content();
            if (firewall == null || content == null) {
                continue;
            }
            String place = "firewall[" + i + "]";
            String path = firewall.path();
            String name = path == null || path.isBlank() ? place : path.strip();
            String source = sources.add(name) ? name : name + " (" + place + ")";
            documents.add(new FirewallDocument(source, format(firewall), cleaning.apply(content, source)));
        }
        return documents;
    }

    private static @Nullable FirewallFormat format(SubmittedFirewall firewall) {
        String format = firewall.format();
        return format == null ? null : FirewallFormat.find(format).orElse(null);
    }
}
