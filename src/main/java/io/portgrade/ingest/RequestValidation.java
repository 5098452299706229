package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.EarlierFinding;
import io.portgrade.ingest.AuditRequest.SubmittedBaseline;
import io.portgrade.ingest.AuditRequest.SubmittedFile;
import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.AuditRequest.SubmittedHost;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checks of a request's form. What its texts hold is never checked here: that is read, not refused. */
final class RequestValidation {

    static final int MAX_FILES = 1_000;
    static final int MAX_FIREWALLS = 100;
    static final int MAX_NAME_LENGTH = 255;
    private static final int MAX_INVALID_FIELDS = 100;

    private final List<InvalidField> invalid = new ArrayList<>();

    private RequestValidation() {}

    static List<InvalidField> of(AuditRequest request) {
        RequestValidation validation = new RequestValidation();
        SubmittedHost host = request.host();
        if (host != null) {
            validation.checkName(host);
            validation.checkSystem(host);
            validation.checkPrintable(host);
        }
        validation.checkFiles(request.files());
        validation.checkFirewalls(request.firewall());
        new PoolValidation(validation::add).check(request.pools());
        validation.checkBaseline(request.baseline());
        request.settings().forEach((key, value) -> {
            if (value == null) {
                validation.add(
                        "/settings/" + InvalidField.escaped(key), "has no value: give it one or leave the key out");
            }
        });
        return List.copyOf(validation.invalid);
    }

    private void checkName(SubmittedHost host) {
        String name = host.name();
        if (name != null && name.isBlank()) {
            add("/host/name", "is empty: give the host a name or leave the field out");
        } else if (name != null && name.length() > MAX_NAME_LENGTH) {
            add("/host/name", "is " + name.length() + " characters long, " + MAX_NAME_LENGTH + " are allowed");
        }
    }

    private void checkPrintable(SubmittedHost host) {
        refuseControl(host.name(), "/host/name");
        refuseControl(host.kernel(), "/host/kernel");
        host.labels().forEach((key, value) -> {
            refuseControl(key, "/host/labels");
            refuseControl(value, "/host/labels/" + InvalidField.escaped(key));
        });
    }

    private void refuseControl(@Nullable String text, String pointer) {
        if (text != null && holdsControl(text)) {
            add(pointer, Excerpt.of(text) + " holds control characters: leave them out");
        }
    }

    private static boolean holdsControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void checkSystem(SubmittedHost host) {
        String os = host.os();
        if (os != null && OperatingSystem.find(os).isEmpty()) {
            String known = Arrays.stream(OperatingSystem.values())
                    .map(OperatingSystem::id)
                    .collect(Collectors.joining(", "));
            add("/host/os", Excerpt.of(os) + " is not an operating system known here: " + known);
        }
    }

    private void checkFiles(List<@Nullable SubmittedFile> files) {
        if (files.size() > MAX_FILES) {
            add("/files", "holds " + files.size() + " files, " + MAX_FILES + " are allowed");
            return;
        }
        for (int i = 0; i < files.size(); i++) {
            SubmittedFile file = files.get(i);
            if (file == null) {
                add("/files/" + i, "is null: send a file or leave it out");
                continue;
            }
            String path = file.path();
            if (path == null || path.isBlank()) {
                add("/files/" + i + "/path", "is missing: the path decides which file overrides which");
            }
            refuseControl(path, "/files/" + i + "/path");
            if (file.content() == null) {
                add("/files/" + i + "/content", "is missing: send the text of the file");
            }
        }
    }

    private void checkFirewalls(List<@Nullable SubmittedFirewall> firewalls) {
        if (firewalls.size() > MAX_FIREWALLS) {
            add("/firewall", "holds " + firewalls.size() + " firewalls, " + MAX_FIREWALLS + " are allowed");
            return;
        }
        for (int i = 0; i < firewalls.size(); i++) {
            SubmittedFirewall firewall = firewalls.get(i);
            if (firewall == null) {
                add("/firewall/" + i, "is null: send a firewall or leave it out");
                continue;
            }
            String format = firewall.format();
            if (format != null && FirewallFormat.find(format).isEmpty()) {
                add("/firewall/" + i + "/format", Excerpt.of(format) + " is none of " + FirewallFormat.ids());
            }
            if (firewall.content() == null) {
                add("/firewall/" + i + "/content", "is missing: send the rules as their tool prints them");
            }
            refuseControl(firewall.path(), "/firewall/" + i + "/path");
        }
    }

    private void checkBaseline(@Nullable SubmittedBaseline baseline) {
        if (baseline == null) {
            return;
        }
        List<@Nullable EarlierFinding> findings = baseline.findings();
        if (findings == null) {
            add("/baseline/findings", "is missing: send an earlier report of this host, as ?format=json gave it");
            return;
        }
        for (int i = 0; i < findings.size(); i++) {
            EarlierFinding finding = findings.get(i);
            if (finding == null) {
                add("/baseline/findings/" + i, "is null: send a finding or leave it out");
            } else if (finding.fingerprint() == null) {
                add(
                        "/baseline/findings/" + i + "/fingerprint",
                        "is missing: send an earlier report of this host, as ?format=json gave it");
            }
        }
    }

    private void add(String pointer, String message) {
        if (invalid.size() < MAX_INVALID_FIELDS) {
            invalid.add(new InvalidField(pointer, message));
        }
    }
}
