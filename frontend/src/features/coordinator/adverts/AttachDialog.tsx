import { type ReactNode, useState } from "react";
import { $api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { ComboBox } from "@/ui/Select";
import { toast } from "@/ui/toasts";
import { type Advert, type Attach, useAttach } from "./api";

/** Whose the advert is: a company, with a project of its own made for it, or one of its projects. */
export function AttachDialog({ advert, onClose }: { advert: Advert; onClose: () => void }): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = $api.useQuery("get", "/api/adverts/targets/", {});
  const attach = useAttach(advert, (now) => {
    toast(t("adverts.attached", { number: String(now.need?.number), company: now.need?.company ?? "" }));
    onClose();
  });
  const options = (data ?? []).flatMap((company) => {
    const projects = company.projects.map((project) => ({ value: `project:${project.id}`, label: `${company.name}: ${project.name}` }));
    return [{ value: `company:${company.id}`, label: t("adverts.newProject", { company: company.name }) }].concat(projects);
  });
  const problem = formErrors(attach.error, t);
  const send = () => {
    const [kind = "", id = ""] = (chosen ?? "").split(":");
    attach.mutate({ [kind]: id } as Attach);
  };
  return (
    <Dialog title={t("adverts.attachTitle")} isOpen onClose={onClose}>
      <div className="stack">
        {problem && (
          <Banner tone="stop" isUrgent>
            {[...problem.general, ...Object.values(problem.fields).flat()].join(" ")}
          </Banner>
        )}
        <p>
          <T id="adverts.attachWhat" values={{ trade: advert.occupation.name, place: advert.municipality?.name ?? (advert.place || "–") }} />
        </p>
        <ComboBox key={options.length} label={t("adverts.target")} options={options} value={chosen} onChange={setChosen} isLoading={!data} />
        <p className="small muted">
          <T id="adverts.attachNote" />
        </p>
        <DialogActions>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
          <Button variant="primary" isDisabled={!chosen} isPending={attach.isPending} onPress={send}>
            <T id="adverts.makeDraft" />
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
