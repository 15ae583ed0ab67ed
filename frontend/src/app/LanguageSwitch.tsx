import { LOCALES, type Locale, T, useLocaleName, useT } from "@/lib/intl";
import { writePreference } from "@/lib/preferences";
import styles from "./LanguageSwitch.module.css";

/** Each language by its own name; no flags. Only on pages a candidate sees. */
export function LanguageSwitch() {
  const t = useT();
  const current = useLocaleName();
  return (
    <section className={styles.switch} aria-label={t("common.language")} data-print="hide">
      <ul className={styles.list}>
        {(Object.keys(LOCALES) as Locale[]).map((locale) => (
          <li key={locale}>
            <button
              type="button"
              lang={locale}
              dir={LOCALES[locale].dir}
              aria-pressed={locale === current}
              className={styles.language}
              onClick={() => writePreference("locale", locale)}
            >
              {LOCALES[locale].name}
            </button>
          </li>
        ))}
      </ul>
      {LOCALES[current].draft && (
        <p className="small muted">
          <T id="common.draftTranslation" />
        </p>
      )}
    </section>
  );
}
