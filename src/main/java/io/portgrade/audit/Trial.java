package io.portgrade.audit;

import io.portgrade.grade.Grade;
import io.portgrade.grade.Score;
import io.portgrade.report.SettingChange;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * A host audited with some changes made.
 *
 * @param fired the rules that then have findings
 * @param offered the changes that those findings ask for
 */
record Trial(ChangeSet changes, Score score, Set<String> fired, List<SettingChange> offered) {

    Trial(ChangeSet changes, Score score, Collection<String> fired, SortedSet<SettingChange> offered) {
        this(changes, score, Set.copyOf(fired), List.copyOf(offered));
    }

    boolean reaches(Grade target) {
        return score.grade().atLeast(target);
    }

    /** Below 0 when this one is the better: a better mark, for which less is changed. */
    int compareMark(Trial other) {
        int grade = score.grade().compareTo(other.score.grade());
        if (grade != 0) {
            return grade;
        }
        int points = Integer.compare(other.score.points(), score.points());
        return points != 0 ? points : changes.compareTo(other.changes);
    }
}
