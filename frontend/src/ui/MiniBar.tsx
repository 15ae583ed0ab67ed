import { T, useT } from "@/lib/intl";
import { usePreference } from "@/lib/preferences";
import styles from "./MiniBar.module.css";

export interface SeatCounts {
  asked: number;
  proposed: number;
  confirmed: number;
  started: number;
}

type Seat = "started" | "confirmed" | "proposed" | "open";
const SEAT = 12;
const GAP = 4;
const MAX_SEATS = 30;

/**
 * Seats in the order they fill. The counts are how far each has come and do not overlap; more than asked is
 * shown too, since it is a fault somebody should see.
 */
export function seats({ asked, proposed, confirmed, started }: SeatCounts): Seat[] {
  const taken: Seat[] = [
    ...Array<Seat>(started).fill("started"),
    ...Array<Seat>(confirmed).fill("confirmed"),
    ...Array<Seat>(proposed).fill("proposed"),
  ];
  return [...taken, ...Array<Seat>(Math.max(0, asked - taken.length)).fill("open")];
}

/** One square a seat: filled = started, half = confirmed, dashed = proposed, thin = still open. */
export function MiniBar({ label, counts }: { label: string; counts: SeatCounts }) {
  const t = useT();
  const [view] = usePreference("charts");
  if (view === "table") return <MiniTable label={label} counts={counts} />;
  const row = seats(counts);
  const drawn = row.slice(0, MAX_SEATS);
  const perRow = 10;
  const lines = Math.ceil(drawn.length / perRow);
  const inline = Math.min(perRow, drawn.length) * (SEAT + GAP) - GAP + 2;
  const block = lines * (SEAT + GAP) - GAP + 2;
  return (
    <figure className={styles.figure}>
      <svg
        role="img"
        aria-label={t("seats.label", { what: label, ...counts })}
        width={Math.max(inline, 0)}
        height={Math.max(block, 0)}
        className={styles.svg}
      >
        {drawn.map((seat, i) => (
          <g
            // oxlint-disable-next-line react/no-array-index-key -- seats have no name, only a place
            key={i}
            transform={`translate(${1 + (i % perRow) * (SEAT + GAP)} ${1 + Math.floor(i / perRow) * (SEAT + GAP)})`}
          >
            <rect width={SEAT} height={SEAT} rx="1.5" className={styles[seat]} />
            {seat === "confirmed" && <path d={`M0 ${SEAT}V0H${SEAT}Z`} className={styles.half} />}
          </g>
        ))}
      </svg>
      <figcaption className={styles.caption}>
        <T id="seats.caption" values={{ filled: counts.confirmed + counts.started, asked: counts.asked }} />
      </figcaption>
    </figure>
  );
}

function MiniTable({ label, counts }: { label: string; counts: SeatCounts }) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          <th scope="col">
            <T id="seats.asked" />
          </th>
          <th scope="col">
            <T id="seats.proposed" />
          </th>
          <th scope="col">
            <T id="seats.confirmed" />
          </th>
          <th scope="col">
            <T id="seats.started" />
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{counts.asked}</td>
          <td>{counts.proposed}</td>
          <td>{counts.confirmed}</td>
          <td>{counts.started}</td>
        </tr>
      </tbody>
    </table>
  );
}
