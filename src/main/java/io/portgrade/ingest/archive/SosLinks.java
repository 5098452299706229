package io.portgrade.ingest.archive;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The links among the files of settings. Of a name systemd-sysctl opens the file in the strongest directory and looks at no
 * other, whatever it finds there: that is how a link to {@code /dev/null} masks a vendor's file (sysctl.d(5), systemd 252). So
 * a link stands in its place as a file that sets nothing; where it leads elsewhere, what it sets is not known.
 */
final class SosLinks {

    private static final String MAIN_FILE = "etc/sysctl.conf";

    /** The main file by the name that it is loaded under; distributions make either of the two a link to the other. */
    private static final String LOADED_MAIN_FILE = "etc/sysctl.d/99-sysctl.conf";

    private final Set<String> files;
    private final List<FoundText> masks = new ArrayList<>();
    private final Diagnostics diagnostics = new Diagnostics("archive");

    private SosLinks(Set<String> files) {
        this.files = files;
    }

    static SosLinks of(Collection<? extends ArchivedMember> members) {
        SosLinks links = new SosLinks(members.stream()
                .filter(ArchivedFile.class::isInstance)
                .map(file -> file.place().path())
                .collect(Collectors.toSet()));
        for (ArchivedMember member : members) {
            if (member instanceof ArchivedLink link && !links.isMainFile(link)) {
                links.add(link);
            }
        }
        return links;
    }

    /** Whether it is but another name of a file that is read, and read in the same place. */
    private boolean isMainFile(ArchivedLink link) {
        String path = link.place().path();
        String other = path.equals(LOADED_MAIN_FILE) ? MAIN_FILE : path.equals(MAIN_FILE) ? LOADED_MAIN_FILE : "";
        return files.contains(other) && link.destination().equals("/" + other);
    }

    private void add(ArchivedLink link) {
        masks.add(new FoundText(link.place(), ""));
        if (!link.destination().equals("/dev/null")) {
            diagnostics.add(notFollowed(link));
        }
    }

    private static Diagnostic notFollowed(ArchivedLink link) {
        return new Diagnostic(
                "/" + link.place().path(),
                null,
                "is a link to " + Excerpt.of(link.target())
                        + ", which is not followed: what it sets is not known, and it takes the place of files of its"
                        + " name in weaker directories, as it does on the host: send what it leads to beside the archive,"
                        + " as a file of this path");
    }

    /** They set nothing. */
    List<FoundText> masks() {
        return masks;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics.toList();
    }
}
