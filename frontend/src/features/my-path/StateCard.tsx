import { useFormat } from "@/lib/format";
import { type MessageId, T, useT } from "@/lib/intl";
import { Card } from "./AskCard";
import { Job } from "./Job";
import styles from "./MyPath.module.css";
import { inSwedish } from "./Swedish";
import type { MyPath } from "./types";
import { inSentence } from "./why";

const NOTHING: Partial<Record<MyPath["state"], MessageId>> = {
  draft: "myPath.draft",
  resting: "myPath.resting",
  closed: "myPath.closed",
  followed_up: "myPath.followedUp",
};

/** What happens now, when nothing is asked of her. */
export function StateCard({ data, takesFocus }: { data: MyPath; takesFocus: boolean }) {
  const t = useT();
  const format = useFormat();
  const { current, placement_state: placement } = data;

  if (!current || placement === "ended" || placement === "broken_off") {
    const text = current ? "myPath.over" : (NOTHING[data.state] ?? "myPath.searching");
    return (
      <Card title={t("myPath.next")} id="steg" takesFocus={takesFocus}>
        {data.ended && (
          <p role="status">
            <T
              id={data.ended.state === "declined" ? "myPath.declined" : "myPath.turnedDown"}
              values={{ occupation: inSentence(data.ended.occupation), company: data.ended.company, swedish: inSwedish }}
            />
          </p>
        )}
        <p className={styles.lead}>
          <T id={text} />
        </p>
      </Card>
    );
  }
  if (current.state === "accepted") {
    return (
      <Card title={t("myPath.next")} id="steg" takesFocus={takesFocus}>
        <p className={styles.lead} role="status">
          <T id="myPath.accepted" />
        </p>
        <p>
          <T id="myPath.acceptedNext" />
        </p>
        <Job proposal={current} />
      </Card>
    );
  }
  const step = current.steps.find(({ status }) => status === "now") ?? current.steps.find(({ status }) => status === "later");
  const values = step && {
    title: step.title,
    place: step.place,
    day: format.longDay(step.start_date),
    time: current.shift_start,
    swedish: inSwedish,
  };
  return (
    <Card title={t("myPath.next")} id="steg" takesFocus={takesFocus}>
      {step && values && (
        <p className={styles.lead}>
          <T id={nextText(step.kind, step.status)} values={values} />
        </p>
      )}
      <Job proposal={current} />
    </Card>
  );
}

function nextText(kind: "course" | "work", status: "done" | "now" | "later"): MessageId {
  if (kind === "course") return status === "now" ? "myPath.inCourse" : "myPath.courseStarts";
  return status === "now" ? "myPath.atWork" : "myPath.workStarts";
}
