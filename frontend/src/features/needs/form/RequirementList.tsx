import { EllipsisVertical } from "lucide-react";
import { T, useT } from "@/lib/intl";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { LEVELS, type Level } from "../words";
import type { Requirement } from "./draft";
import { WithoutIt } from "./HeadCountPanel";
import type { HeadCount } from "./useHeadCount";
import styles from "./form.module.css";

interface Props {
  level: Level;
  items: readonly (Requirement & { name: string })[];
  count: HeadCount | undefined;
  onMove: (item: Requirement, level: Level | null) => void;
}

/** One of the three lists. Each thing's menu does with the mouse what 1, 2, 3 and Delete do with keys. */
export function RequirementList({ level, items, count, onMove }: Props) {
  const t = useT();
  return (
    <section aria-labelledby={`krav-${level}`} className={styles.list}>
      <h3 id={`krav-${level}`}>{t(`needs.level.${level}`)}</h3>
      {items.length === 0 ? (
        <p className="small muted">
          <T id={`needForm.empty.${level}`} />
        </p>
      ) : (
        <ul>
          {items.map(({ name, ...item }) => (
            <li key={`${item.kind}:${item.code}`} className={styles.item} data-requirement={`${item.kind}:${item.code}`}>
              <span>
                {name}
                {level === "must" && (
                  <>
                    <br />
                    <WithoutIt count={count} kind={item.kind} code={item.code} />
                  </>
                )}
              </span>
              <Menu
                label={t("needForm.moveWhat", { what: name })}
                trigger={<IconButton icon={EllipsisVertical} label={t("needForm.moveWhat", { what: name })} />}
              >
                {LEVELS.filter((l) => l !== level && !(l === "teach" && item.kind === "licence")).map((l) => (
                  <MenuItem key={l} onAction={() => onMove(item, l)}>
                    {t("needForm.moveTo", { level: t(`needs.level.${l}`) })}
                  </MenuItem>
                ))}
                <MenuItem onAction={() => onMove(item, null)}>{t("needForm.remove")}</MenuItem>
              </Menu>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
