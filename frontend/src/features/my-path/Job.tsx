import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { DefinitionList } from "@/ui/Lists";
import { Swedish } from "./Swedish";
import type { MyProposal } from "./types";

/** The job in facts: where, when, how far. */
export function Job({ proposal }: { proposal: MyProposal }) {
  const t = useT();
  const format = useFormat();
  return (
    <DefinitionList
      items={[
        { term: t("myPath.company"), value: <Swedish>{proposal.company}</Swedish> },
        {
          term: t("myPath.place"),
          value: (
            <>
              <Swedish>{proposal.project}</Swedish>
              <br />
              <Swedish>{proposal.municipality}</Swedish>
            </>
          ),
        },
        {
          term: t("myPath.start"),
          value: <T id="myPath.dayAndTime" values={{ day: format.longDay(proposal.start_date), time: proposal.shift_start }} />,
        },
        { term: t("myPath.hours"), value: <T id="myPath.hoursValue" values={{ hours: proposal.hours_per_week }} /> },
        ...(proposal.travel_minutes === null
          ? []
          : [{ term: t("myPath.travel"), value: <T id="myPath.travelValue" values={{ minutes: Math.round(proposal.travel_minutes) }} /> }]),
        { term: t("myPath.form"), value: <Swedish>{proposal.employment_form}</Swedish> },
      ]}
    />
  );
}
