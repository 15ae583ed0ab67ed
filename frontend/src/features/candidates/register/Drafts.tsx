import { $api } from "@/api/client";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { LinkButton } from "@/ui/Button";
import styles from "./Register.module.css";

const SHOWN = 3;

/** What one began and did not finish, here or on another computer: nothing typed is lost. */
export function Drafts() {
  const t = useT();
  const format = useFormat();
  const { data } = $api.useQuery("get", "/api/candidates/", {
    params: { query: { state: ["draft"], coach: "me", ordering: "-updated", page_size: SHOWN } },
  });
  const drafts = data?.results ?? [];
  if (drafts.length === 0) return null;
  return (
    <section className={styles.drafts} aria-labelledby="mina-utkast">
      <h2 id="mina-utkast">
        <T id="register.drafts" />
      </h2>
      <ul className={styles.people}>
        {drafts.map((draft) => (
          <li key={draft.id} className={styles.draft}>
            <span>
              <strong>
                <bdi>{draft.name}</bdi>
              </strong>{" "}
              <span className="small muted">{t("register.begun", { day: format.day(draft.state_since.slice(0, 10)) })}</span>
            </span>
            <LinkButton size="sm" href={`/deltagare/ny?utkast=${draft.id}`}>
              {t("register.continue", { name: draft.name })}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
