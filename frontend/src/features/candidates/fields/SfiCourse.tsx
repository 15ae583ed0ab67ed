import { useReference } from "@/api/reference";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { ComboBox } from "@/ui/Select";
import type { Candidate } from "../record/values";
import styles from "./fields.module.css";

interface SfiCourseProps {
  /** The row as the server tells of it, with the names of today. */
  stored: Candidate["languages"][number] | undefined;
  name: string;
  value: string | null;
  /** The course, and the level it leads to, read carefully; nothing chosen tells no level. */
  onChange: (course: string | null, level: number | null) => void;
}

/** The SFI course last passed: those given today first, then the letters from before. */
export function SfiCourse({ stored, name, value, onChange }: SfiCourseProps) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const courses = (useReference()?.sfi_courses ?? []).toSorted(
    (a, b) => Number(ended(a.valid_to, today)) - Number(ended(b.valid_to, today)) || a.level - b.level,
  );
  const passed = courses.find(({ code }) => code === value);
  return (
    <div className={styles.group}>
      <ComboBox
        label={t("record.sfi")}
        name={name}
        description={t("record.sfiWhy")}
        options={courses.map(({ code, course, cefr_low, cefr_high, valid_to }) => ({
          value: code,
          label: t("record.sfiCourse", { course, low: cefr_low, high: cefr_high }),
          ...(valid_to && { description: t("record.sfiUntil", { day: format.date(valid_to) }) }),
        }))}
        value={value}
        onChange={(code) => code !== value && onChange(code, courses.find((course) => course.code === code)?.level ?? null)}
        isRequired={false}
      />
      {stored && passed && stored.sfi_course === value && !stored.sfi_now.includes(passed.course) && (
        <p className={styles.notice}>
          <T id="record.sfiNow" values={{ courses: format.list(stored.sfi_now) }} />
        </p>
      )}
      {stored && stored.sfi_next.length > 0 && (
        <p className={styles.notice}>
          <T id="record.sfiNext" values={{ courses: format.list(stored.sfi_next) }} />
        </p>
      )}
    </div>
  );
}

const ended = (day: string | null, today: string) => day !== null && day < today;
