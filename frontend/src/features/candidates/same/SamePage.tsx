import { useQuery } from "@tanstack/react-query";
import { $api } from "@/api/client";
import { T, useT } from "@/lib/intl";
import { useUrlState } from "@/lib/url";
import { PageHead } from "@/ui/PageHead";
import { Tabs } from "@/ui/Tabs";
import { Pairs } from "./Pairs";
import { Received } from "./Received";
import { Sent } from "./Sent";

const count = (number: number | undefined) => (number ? { count: number } : {});

const TABS = ["mojliga", "fragor", "svar"];

/** One person, one record: who may stand twice, what others ask about it, and what one has asked. */
export function SamePage() {
  const t = useT();
  const url = useUrlState();
  const { data } = useQuery($api.queryOptions("get", "/api/start/coach/"));
  const tab = TABS.find((id) => id === url.text("flik")) ?? "mojliga";
  return (
    <>
      <PageHead title={t("same.page")}>{data && <T id="same.pageState" values={data.questions} />}</PageHead>
      <Tabs
        label={t("same.page")}
        selected={tab}
        onSelect={(flik) => url.set({ flik: flik === "mojliga" ? null : flik, sida: null }, { replace: true })}
        tabs={[
          { id: "mojliga", label: t("same.pairs"), content: <Pairs /> },
          { id: "fragor", label: t("same.received"), ...count(data?.questions.to_answer), content: <Received /> },
          { id: "svar", label: t("same.sent"), ...count(data?.questions.to_read), content: <Sent /> },
        ]}
      />
    </>
  );
}
