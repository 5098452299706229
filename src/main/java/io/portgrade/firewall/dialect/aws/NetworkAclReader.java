package io.portgrade.firewall.dialect.aws;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonDocuments;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.reading.Reading;
import io.portgrade.firewall.dialect.reading.Transcript;
import io.portgrade.snapshot.FirewallDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads network ACLs as {@code aws ec2 describe-network-acls} prints them (AWS CLI 2, EC2 API 2016-11-15), or one ACL or an
 * array of ACLs out of that.
 *
 * <p>A host is in one subnet and a subnet has one ACL, so of several ACLs one is the host's and which is not known: what
 * all of them let through passes, what none of them does not, and the rest is unknown. ACLs without a subnet are left out.
 */
public final class NetworkAclReader {

    private static final String ASSOCIATIONS = "Associations";

    private final Transcript transcript;
    private final List<JsonObject> found = new ArrayList<>();

    /** Whether there may be ACLs that were not read. */
    private boolean mayBeMore;

    private NetworkAclReader(String source) {
        transcript = new Transcript(source);
    }

    /** Whether a text has the members that only descriptions of network ACLs have. */
    public static boolean recognises(String text) {
        return text.contains("\"NetworkAcls\"")
                || text.contains("\"NetworkAcl\"")
                || text.contains("\"Entries\"") && text.contains("\"RuleAction\"");
    }

    /** Reads whatever can be read; never throws. */
    public static Reading read(FirewallDocument document) {
        NetworkAclReader reader = new NetworkAclReader(document.source());
        JsonDocuments json = JsonDocuments.parse(document.text(), document.source());
        reader.transcript.addAll(json.diagnostics());
        reader.mayBeMore = !json.whole();
        json.roots().forEach(reader::collect);
        return reader.end();
    }

    private void collect(JsonTree tree) {
        if (tree instanceof JsonArray array) {
            array.elements().forEach(this::object);
        } else {
            object(tree);
        }
    }

    private void object(JsonTree tree) {
        if (!(tree instanceof JsonObject object)) {
            transcript.diagnose(tree.line(), "not a network ACL: " + tree.excerpt());
            return;
        }
        Optional<JsonArray> several = object.findArray("NetworkAcls");
        Optional<JsonObject> one = object.findObject("NetworkAcl");
        if (several.isPresent()) {
            mayBeMore |= !several.get().whole();
            several.get().elements().forEach(this::object);
        } else if (one.isPresent()) {
            object(one.get());
        } else if (object.has("Entries") || object.has("NetworkAclId")) {
            found.add(object);
        } else {
            transcript.diagnose(object.line(), "JSON, but not a network ACL");
        }
    }

    private Reading end() {
        if (found.isEmpty()) {
            transcript.diagnoseWhole("no network ACL in it: send the output of aws ec2 describe-network-acls");
            return transcript.end(null);
        }
        List<NamedAcl> acls = inUse().stream()
                .map(acl -> new NamedAcl(
                        acl.findText("NetworkAclId").orElse("line " + acl.line()),
                        acl.line(),
                        AclEntries.read(acl, transcript)))
                .toList();
        if (acls.size() == 1 && !mayBeMore) {
            return transcript.end(acls.get(0).acl());
        }
        if (acls.size() > 1) {
            transcript.diagnoseWhole("which of these network ACLs is that of this host's subnet is not known, so that"
                    + " what they do not agree on is unknown: send that one alone, with aws ec2 describe-network-acls"
                    + " --filters Name=association.subnet-id,Values=…");
        }
        return transcript.end(
                new AlternativeAcls(acls, mayBeMore, transcript.at(acls.get(0).line())).either());
    }

    /** An ACL of which all subnets are listed and none is decides nothing. */
    private List<JsonObject> inUse() {
        List<JsonObject> inUse = found.stream()
                .filter(acl -> !acl.findArray(ASSOCIATIONS)
                        .filter(list -> list.whole() && list.elements().isEmpty())
                        .isPresent())
                .toList();
        if (inUse.isEmpty() || inUse.size() == found.size()) {
            return found;
        }
        found.stream()
                .filter(acl -> !inUse.contains(acl))
                .forEach(acl -> transcript.diagnose(acl.line(), "left out: a network ACL of no subnet"));
        return inUse;
    }

    /** @param line where it begins */
    record NamedAcl(String id, int line, Firewall.NetworkAcl acl) {}
}
