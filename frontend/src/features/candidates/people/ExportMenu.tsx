import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { download } from "@/lib/download";
import { useT } from "@/lib/intl";
import { useToday } from "@/lib/useToday";
import { Button } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { toast } from "@/ui/toasts";
import type { Query } from "../list/filters";

type Kind = "xlsx" | "csv";

/** The list as a file, with the filters it is shown by. */
export function ExportMenu({ query }: { query: Query }) {
  const t = useT();
  const today = useToday();
  const fetching = useMutation({
    mutationFn: async (kind: Kind) => {
      const { page: _, page_size: __, ...filters } = query;
      const { data } = await api.GET("/api/candidates/export/", { params: { query: { ...filters, kind } }, parseAs: "blob" });
      download(data as Blob, `deltagare-${today}.${kind}`);
    },
    onSuccess: () => toast(t("people.exported")),
    onError: (error) => toast(describeProblem(error, t).what, { tone: "stop" }),
  });
  return (
    <Menu
      label={t("people.export")}
      trigger={
        <Button size="sm" icon={Download} isPending={fetching.isPending}>
          {t("people.export")}
        </Button>
      }
    >
      <MenuItem id="xlsx" note={t("people.exportNote")} onAction={() => fetching.mutate("xlsx")}>
        {t("people.exportXlsx")}
      </MenuItem>
      <MenuItem id="csv" note={t("people.exportNote")} onAction={() => fetching.mutate("csv")}>
        {t("people.exportCsv")}
      </MenuItem>
    </Menu>
  );
}
