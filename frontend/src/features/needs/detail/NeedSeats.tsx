import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { components } from "@/api/schema";
import { T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { MiniBar } from "@/ui/MiniBar";
import styles from "../needs.module.css";
import type { Need } from "../words";

type State = components["schemas"]["OfferStateEnum"];
const MOST = 100;
const PROPOSED: ReadonlySet<State> = new Set(["approved", "asked", "accepted"]);

/** Asked, proposed, confirmed, started for this need, counted from the candidates on their way to it. */
export function NeedSeats({ need }: { need: Need }) {
  const t = useT();
  const { data } = useQuery(
    $api.queryOptions("get", "/api/offers/", { params: { query: { need: need.id, page_size: MOST } } }),
  );
  const states = data?.results.map(({ state }) => state) ?? [];
  const counts = {
    asked: need.headcount_peak,
    proposed: states.filter((state) => PROPOSED.has(state)).length,
    confirmed: states.filter((state) => state === "confirmed").length,
    started: states.filter((state) => state === "started").length,
  };
  return (
    <section className={styles.section} aria-labelledby="platser">
      <h2 id="platser" className={styles.sectionTitle}>
        <T id="needs.seats" />
      </h2>
      {data && (
        <>
          <MiniBar label={t("needs.titleOne", { number: need.number, occupation: need.occupation.name })} counts={counts} />
          <p>
            <T id="needs.seatsSentence" values={counts} />
          </p>
          {data.count > 0 && (
            <p>
              <TextLink href={`/kandidater?behov=${need.id}&lage=alla`}>
                <T id="needs.seeCandidates" values={{ count: data.count }} />
              </TextLink>
            </p>
          )}
        </>
      )}
    </section>
  );
}
