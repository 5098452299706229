package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SettingKeyTableTest {

    @Test
    void findsEveryKeyInsideAText() {
        for (String key : SettingKeys.all()) {
            String text = "x " + key + " = 1";
            assertThat(SettingKeyTable.standard().lookUp(text, 2, 2 + key.length()))
                    .isEqualTo(key);
            assertThat(SettingKeyTable.standard().lookUp(text, 2, 1 + key.length()))
                    .isNull();
            assertThat(SettingKeyTable.standard().lookUp(text, 1, 2 + key.length()))
                    .isNull();
        }
    }

    @Test
    void findsKeysThatRulesName() {
        SettingKeyTable keys = SettingKeyTable.with(List.of("net.core.somaxconn", "", SettingKeys.TW_REUSE));

        assertThat(keys.contains("net.core.somaxconn")).isTrue();
        assertThat(keys.all()).doesNotHaveDuplicates().hasSize(SettingKeys.all().size() + 1);
        assertThat(SettingKeyTable.standard().contains("net.core.somaxconn")).isFalse();
    }

    @Test
    void findsNothingInNothing() {
        assertThat(SettingKeyTable.standard().contains("")).isFalse();
    }

    @Property
    void containsExactlyItsKeys(
            @ForAll List<@AlphaChars @StringLength(max = 3) String> extra,
            @ForAll @AlphaChars @StringLength(max = 3) String other) {
        SettingKeyTable keys = SettingKeyTable.with(extra);

        assertThat(extra).allMatch(key -> key.isEmpty() || keys.contains(key));
        assertThat(keys.contains(other)).isEqualTo(!other.isEmpty() && extra.contains(other));
    }
}
