import { parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  Popover,
} from "react-aria-components";
import { useLocaleName } from "@/lib/intl";
import { FieldDescription, FieldErrors, FieldLabel, type FieldProps, fieldData } from "./Field";
import styles from "./fields.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";

type DateFieldProps = FieldProps & {
  /** ISO day, "2026-03-03". */
  value?: string | null;
  defaultValue?: string | null;
  onChange?: (day: string | null) => void;
  min?: string;
  max?: string;
  isDisabled?: boolean;
  autoFocus?: boolean;
};

const parse = (day: string | null | undefined) => (day ? parseDate(day) : null);

/**
 * Year-month-day in every language, as on Swedish papers; typed digit by digit or picked.
 * Only the calendar's words follow the language.
 */
export function DateField({ label, description, value, defaultValue, onChange, min, max, ...props }: DateFieldProps) {
  const field = { label, name: props.name, isRequired: props.isRequired };
  const locale = useLocaleName();
  const picker = (
    <DatePicker
      {...props}
      {...fieldData(field)}
      {...(value !== undefined && { value: parse(value) })}
      defaultValue={parse(defaultValue)}
      minValue={parse(min)}
      maxValue={parse(max)}
      onChange={(date) => onChange?.(date?.toString() ?? null)}
      firstDayOfWeek="mon"
      shouldForceLeadingZeros
      className={styles.field ?? ""}
    >
      <FieldLabel {...field} />
      <FieldDescription>{description}</FieldDescription>
      <Group className={styles.date ?? ""} dir="ltr">
        <DateInput className={styles.segments ?? ""}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
        </DateInput>
        <Button className={styles.inset ?? ""}>
          <Icon as={CalendarDays} />
        </Button>
      </Group>
      <FieldErrors />
      <Popover className={overlay.popover ?? ""} offset={4}>
        <Dialog className={overlay.calendarDialog ?? ""}>
          <Calendar className={overlay.calendar ?? ""}>
            <header className={overlay.calendarHead}>
              <Button slot="previous" className={styles.step ?? ""}>
                <Icon as={ChevronLeft} flip />
              </Button>
              <Heading level={2} className={overlay.calendarTitle ?? ""} />
              <Button slot="next" className={styles.step ?? ""}>
                <Icon as={ChevronRight} flip />
              </Button>
            </header>
            <CalendarGrid weekdayStyle="short" className={overlay.calendarGrid ?? ""}>
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell className={overlay.weekday ?? ""}>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className={overlay.day ?? ""} />}
              </CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
  return locale === "sv" ? picker : <I18nProvider locale="sv-SE">{picker}</I18nProvider>;
}
