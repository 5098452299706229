package io.portgrade.firewall.remedy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places in what {@code aws ec2 describe-…} prints. */
final class AwsDocument {

    private static final List<String> ACLS = List.of("/NetworkAcls/0", "/NetworkAcl", "/0", "");
    private static final List<String> GROUPS = List.of("/SecurityGroups/0", "/0", "");

    private AwsDocument() {}

    /** JSON pointer to the entries of the only network ACL. */
    static Optional<String> entries(String json) {
        return find(json, ACLS, "/Entries");
    }

    /** JSON pointer to what the first security group lets out. */
    static Optional<String> egress(String json) {
        return find(json, GROUPS, "/IpPermissionsEgress");
    }

    private static Optional<String> find(String json, List<String> owners, String member) {
        return owners.stream()
                .map(owner -> owner + member)
                .filter(pointer -> JsonInsertion.pointsToArray(json, pointer))
                .findFirst();
    }

    /** The first value of a member anywhere in the text. */
    static String id(String json, String member, String otherwise) {
        Matcher matcher = Pattern.compile("\"" + member + "\"\\s{0,20}:\\s{0,20}\"([A-Za-z0-9-]{1,64})\"")
                .matcher(json);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
