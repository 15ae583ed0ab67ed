import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import styles from "./record.module.css";
import { useSnapshot, useStore } from "./useRecord";
import { labelOf, useValueText } from "./useValueText";
import { type Key, toValues } from "./values";

/** A colleague wrote at the same time: what came in, and side by side what both of us changed. */
export function Clashes() {
  const t = useT();
  const store = useStore();
  const text = useValueText();
  const format = useFormat();
  const { clashes, news, candidate, values } = useSnapshot(store);
  const isShown = candidate !== null && (clashes.length > 0 || news.length > 0);
  const latest = useQuery({
    ...$api.queryOptions("get", "/api/candidates/{id}/history/", {
      params: { path: { id: candidate?.id ?? "" }, query: { page_size: 1 } },
    }),
    enabled: isShown,
  }).data?.results[0];
  if (!isShown) return null;

  const stored = toValues(candidate);
  const who = latest ? { who: latest.who, time: format.time(latest.at) } : null;
  const choose = (key: Key, choice: "mine" | "theirs") => {
    store.resolve(key, choice);
    void store.flush();
  };

  return (
    <>
      {news.length > 0 && (
        <Banner tone="info">
          {who ? (
            <T id="record.newsNamed" values={{ ...who, fields: format.list(news.map((key) => t(labelOf(key)))) }} />
          ) : (
            <T id="record.news" values={{ fields: format.list(news.map((key) => t(labelOf(key)))) }} />
          )}
        </Banner>
      )}
      {clashes.length > 0 && (
        <section className={styles.clashes} aria-label={t("record.clashTitle")} role="alert">
          <div>
            <h2>
              <T id="record.clashTitle" />
            </h2>
            <p>{who ? <T id="record.clashNamed" values={who} /> : <T id="record.clashBody" />}</p>
          </div>
          {clashes.map((key) => (
            <div key={key} className={styles.clash}>
              <h3>{t(labelOf(key))}</h3>
              <div className={styles.sides}>
                <div className={styles.side}>
                  <p>
                    <span className={styles.whose}>{t("record.mine")}</span>
                    <span className={styles.said}>{text(key, values) || t("record.empty")}</span>
                  </p>
                  <Button size="sm" onPress={() => choose(key, "mine")}>
                    <T id="record.keepMine" />
                  </Button>
                </div>
                <div className={styles.side}>
                  <p>
                    <span className={styles.whose}>{t("record.theirs")}</span>
                    <span className={styles.said}>{text(key, stored) || t("record.empty")}</span>
                  </p>
                  <Button size="sm" onPress={() => choose(key, "theirs")}>
                    <T id="record.keepTheirs" />
                  </Button>
                </div>
              </div>
            </div>
          ))}
        </section>
      )}
    </>
  );
}
