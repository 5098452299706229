package io.portgrade.snapshot;

/**
 * One kernel setting as submitted.
 *
 * @param key in the dotted form that {@code sysctl} prints; for Windows one of {@link SettingKeys}
 * @param value the text after the separator, without surrounding blanks
 */
public record Setting(String key, String value, SourceLocation source, Origin origin) {}
