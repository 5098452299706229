package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonDocuments;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.snapshot.FirewallDocument;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads security groups as {@code aws ec2 describe-security-groups} and {@code describe-security-group-rules} print them
 * (AWS CLI 2, EC2 API 2016-11-15), or one group or an array of groups out of that. Which groups of one document are attached to
 * the host's network interface is not known, as the commands list all of an account: what each of them allows passes, what only
 * some allow is unknown. Documents count together.
 */
public final class SecurityGroupReader {

    private static final String INBOUND = "IpPermissions";
    private static final String OUTBOUND = "IpPermissionsEgress";
    private final Transcript transcript;
    private final Map<String, SecurityGroupRules> groups = new LinkedHashMap<>();
    private final Set<String> clouds = new HashSet<>();
    private boolean any;

    private SecurityGroupReader(String source) {
        transcript = new Transcript(source);
    }

    /** Whether a text has the members that only descriptions of security groups have. */
    public static boolean recognises(String text) {
        return text.contains("\"IpPermissions\"")
                || text.contains("\"SecurityGroups\"")
                || text.contains("\"IpPermissionsEgress\"")
                || text.contains("\"SecurityGroupRules\"")
                || text.contains("\"SecurityGroupRuleId\"");
    }

    /** Reads whatever can be read; never throws. */
    public static Reading read(FirewallDocument document) {
        SecurityGroupReader reader = new SecurityGroupReader(document.source());
        JsonDocuments json = JsonDocuments.parse(document.text(), document.source());
        reader.transcript.addAll(json.diagnostics());
        json.roots().forEach(reader::any);
        return reader.end(json.whole());
    }

    private Reading end(boolean whole) {
        if (!any) {
            transcript.diagnoseWhole("no security group in it: send the output of aws ec2 describe-security-groups");
            return transcript.end(null);
        }
        if (!whole) {
            SecurityGroupRules rest = rules("what was not read");
            for (Direction direction : Direction.values()) {
                rest.doubtAll(direction, 1, "what was not read of the security groups");
            }
        }
        if (clouds.size() > 1) {
            transcript.diagnoseWhole("groups of several VPCs cannot all be this host's: send those of its network"
                    + " interface; until then each rule of theirs may or may not apply");
        } else if (groups.size() > 1) {
            transcript.diagnoseWhole(
                    "which of these security groups are those of this host's network interface is not known,"
                            + " so that what only some of them allow is unknown: send those alone, each as a document of its own");
        }
        return transcript.end(new AlternativeGroups(groups, clouds.size() > 1).some());
    }

    private SecurityGroupRules rules(String group) {
        return groups.computeIfAbsent(group, any -> new SecurityGroupRules(transcript));
    }

    private void any(JsonTree tree) {
        if (tree instanceof JsonArray array) {
            any |= array.elements().isEmpty();
            array.elements().forEach(this::object);
        } else {
            object(tree);
        }
    }

    private void object(JsonTree tree) {
        if (!(tree instanceof JsonObject object)) {
            transcript.diagnose(tree.line(), "not a security group: " + tree.excerpt());
            return;
        }
        Optional<JsonArray> groups = object.findArray("SecurityGroups");
        Optional<JsonArray> flat = object.findArray("SecurityGroupRules");
        if (groups.isPresent() || flat.isPresent()) {
            any = true;
            groups.ifPresent(array -> array.elements().forEach(this::object));
            flat.ifPresent(array -> array.elements().forEach(this::object));
        } else if (object.has(INBOUND) || object.has(OUTBOUND)) {
            any = true;
            group(object);
        } else if (object.has("SecurityGroupRuleId") || object.has("IsEgress")) {
            any = true;
            rules(object.findText("GroupId").orElse("a group")).flatRule(object);
        } else {
            transcript.diagnose(object.line(), "JSON, but not a security group");
        }
    }

    private void group(JsonObject group) {
        group.findText("VpcId").ifPresent(clouds::add);
        SecurityGroupRules own = rules(group.findText("GroupId").orElse("group " + (groups.size() + 1)));
        permissions(group, own, INBOUND, Direction.INBOUND);
        permissions(group, own, OUTBOUND, Direction.OUTBOUND);
    }

    private void permissions(JsonObject group, SecurityGroupRules rules, String member, Direction direction) {
        Optional<JsonArray> permissions = group.findArray(member);
        if (permissions.isEmpty()) {
            transcript.diagnose(
                    group.line(),
                    "a security group without " + member + ", so that what it allows "
                            + (direction == Direction.INBOUND ? "in" : "out") + " is not known");
            rules.doubtAll(direction, group.line(), "a group without " + member);
            return;
        }
        for (JsonTree permission : permissions.get().elements()) {
            if (permission instanceof JsonObject object) {
                rules.permission(object, direction);
            } else {
                transcript.diagnose(permission.line(), "not a permission: " + permission.excerpt());
                rules.doubtAll(direction, permission.line(), permission.excerpt());
            }
        }
    }
}
