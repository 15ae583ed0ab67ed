import { ArrowRight, LogOut, Plus } from "lucide-react";
import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { TextLink } from "@/ui/Button";
import { Icon, type IconType } from "@/ui/Icon";
import { lastDay } from "../words";
import type { Changed, Where } from "./api";
import styles from "./why.module.css";

const CHANGES: Record<Changed["change"], { icon: IconType; word: MessageId }> = {
  new: { icon: Plus, word: "change.new" },
  moved: { icon: ArrowRight, word: "change.moved" },
  gone: { icon: LogOut, word: "change.gone" },
};

/** Who gets another place, and from where to where. */
export function ChangeList({ label, rows }: { label: string; rows: readonly Changed[] }) {
  return (
    <ul className={styles.changes} aria-label={label}>
      {rows.map((row) => (
        <li key={`${row.candidate_id ?? row.name}:${row.before?.need_id}:${row.after?.need_id}`} data-change={row.change}>
          <Icon as={CHANGES[row.change].icon} size={16} />
          <div>
            <p>
              {row.candidate_id ? (
                <TextLink href={`/deltagare/${row.candidate_id}`}>
                  <bdi>{row.name}</bdi>
                </TextLink>
              ) : (
                <bdi>{row.name}</bdi>
              )}{" "}
              <T id={CHANGES[row.change].word} />
            </p>
            {row.before && (
              <p className={styles.where}>
                <T id="change.before" /> <Place where={row.before} />
              </p>
            )}
            {row.after && (
              <p className={styles.where}>
                <T id="change.after" /> <Place where={row.after} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Place({ where }: { where: Where }) {
  const t = useT();
  const format = useFormat();
  const end = format.date(lastDay(where.end_date));
  const named = where.courses.map(({ name, start_date }) => t("change.course", { name, day: format.day(start_date) }));
  const courses = named.length > 0 ? t("change.courses", { courses: format.list(named) }) : "";
  if (where.start_date === null) return <T id="change.training" values={{ courses, end }} />;
  return <T id="change.place" values={{ need: where.need || t("change.closedNeed"), start: format.day(where.start_date), end, courses }} />;
}
