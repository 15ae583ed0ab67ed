import { CalendarClock, X } from "lucide-react";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/Form";
import { TextField } from "@/ui/TextField";
import { lastDay, type Proposal } from "../words";
import type { useReview } from "./useReview";
import styles from "./review.module.css";

/** The company wishes for other days: what it would change, and the coordinator's yes or no. */
export function TimeWish({ proposal, review }: { proposal: Proposal; review: ReturnType<typeof useReview> }) {
  const t = useT();
  const format = useFormat();
  const wish = proposal.suggested_time;
  if (!wish || !proposal.allowed_actions.includes("accept_time")) return null;
  return (
    <section className={styles.section} aria-labelledby={`time-${proposal.id}`}>
      <h3 id={`time-${proposal.id}`}>
        <T id="review.timeWish" />
      </h3>
      <Banner tone="notice">
        <T
          id="review.timeWishWords"
          values={{
            company: proposal.need.company,
            from: format.day(wish.start_date),
            to: format.date(addDays(wish.end_date, -1)),
            was: format.day(proposal.start_date),
            wasTo: format.date(lastDay(proposal.end_date)),
            reason: wish.reason,
          }}
        />
      </Banner>
      <p className="small muted">
        <T id="review.timeWishMeans" values={{ name: proposal.candidate.name }} />
      </p>
      <div className="row" data-print="hide">
        <Button
          variant="primary"
          icon={CalendarClock}
          marked
          isPending={review.pendingAction === "accept_time"}
          onPress={() => review.decide(proposal, { action: "accept_time" })}
        >
          <T id="review.acceptTime" />
        </Button>
      </div>
      <Form onSubmit={(data) => review.decide(proposal, { action: "refuse_time", reason: String(data.get("reason") ?? "") })}>
        <TextField
          label={t("review.refuseTimeWhy")}
          description={t("review.refuseTimeHelp")}
          name="reason"
          isRequired
          rows={2}
          maxLength={1000}
        />
        <div className="row" data-print="hide">
          <Button type="submit" icon={X} isPending={review.pendingAction === "refuse_time"}>
            <T id="review.refuseTime" />
          </Button>
        </div>
      </Form>
    </section>
  );
}
