import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { IntlProvider, useIntl } from "react-intl";
import sv from "@/messages/sv.json";

export type MessageId = keyof typeof sv;
export type Locale = "sv" | "en" | "ar";
export type Values = Record<string, string | number | boolean | Date>;
type Catalogue = Partial<Record<MessageId, string>>;
type RichValues = Record<string, string | number | Date | ((chunks: ReactNode[]) => ReactNode)>;

interface LocaleInfo {
  name: string;
  dir: "ltr" | "rtl";
  /** BCP 47 tag for dates and numbers. Latin digits in Arabic too: they match the signs on site. */
  tag: string;
  /** A person has not yet checked the translation. */
  draft: boolean;
}

export const LOCALES: Record<Locale, LocaleInfo> = {
  sv: { name: "Svenska", dir: "ltr", tag: "sv-SE", draft: false },
  en: { name: "English", dir: "ltr", tag: "en-GB", draft: true },
  ar: { name: "العربية", dir: "rtl", tag: "ar-u-nu-latn", draft: true },
};

const loaders: Record<Locale, () => Promise<Catalogue>> = {
  sv: () => Promise.resolve(sv),
  en: () => import("@/messages/en.json").then((m) => m.default),
  ar: () => import("@/messages/ar.json").then((m) => m.default),
};

interface Current {
  locale: Locale;
  translated: Catalogue;
}
const CurrentLocale = createContext<Current>({ locale: "sv", translated: sv });

/** Sets language and direction of the page; Swedish fills in whatever a translation lacks. */
export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [current, setCurrent] = useState<Current>({ locale: "sv", translated: sv });

  useEffect(() => {
    let wanted = true;
    void loaders[locale]().then((translated) => {
      if (wanted) setCurrent({ locale, translated });
    });
    return () => {
      wanted = false;
    };
  }, [locale]);

  useEffect(() => {
    document.documentElement.lang = current.locale;
    document.documentElement.dir = LOCALES[current.locale].dir;
  }, [current.locale]);

  const messages = useMemo(() => ({ ...sv, ...current.translated }), [current.translated]);
  return (
    <CurrentLocale value={current}>
      <IntlProvider locale={LOCALES[current.locale].tag} messages={messages}>
        <I18nProvider locale={LOCALES[current.locale].tag}>{children}</I18nProvider>
      </IntlProvider>
    </CurrentLocale>
  );
}

export function useLocaleName(): Locale {
  return use(CurrentLocale).locale;
}

/** `t(id, values)`: one whole sentence from the catalogue. Never join two. */
export function useT(): (id: MessageId, values?: Values) => string {
  const { formatMessage } = useIntl();
  return useCallback((id, values) => formatMessage({ id }, values), [formatMessage]);
}

interface TProps {
  id: MessageId;
  values?: RichValues;
}

/** A message as text; marked as Swedish when the chosen language has no translation of it. */
export function T({ id, values }: TProps) {
  const { formatMessage } = useIntl();
  const { locale, translated } = use(CurrentLocale);
  const text = formatMessage({ id }, { b: bold, bdi: isolate, ...values }) as ReactNode;
  if (locale === "sv" || id in translated) return <>{text}</>;
  return (
    <span lang="sv" dir="ltr">
      {text}
    </span>
  );
}

const bold = (chunks: ReactNode[]) => <strong>{chunks}</strong>;
const isolate = (chunks: ReactNode[]) => <bdi>{chunks}</bdi>;
