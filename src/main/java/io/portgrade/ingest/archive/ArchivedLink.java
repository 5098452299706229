package io.portgrade.ingest.archive;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A link of an archive, which is not followed.
 *
 * @param target as the archive has it: absolute, or from the directory of the link
 */
public record ArchivedLink(SosFile place, String target) implements ArchivedMember {

    /** Where it leads on the host, as an absolute path without dots; links on the way are not looked at. */
    String destination() {
        String path = target.startsWith("/") ? target : place.path() + "/../" + target;
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
