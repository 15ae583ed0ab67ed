import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { describeProblem } from "@/api/describe";
import { download } from "@/lib/download";
import { useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { toast } from "@/ui/toasts";

export type FileKind = "xlsx" | "csv";

/** The figures of a table as a file. `name` is the file's, without its ending. */
export function FileMenu({ name, fetchFile }: { name: string; fetchFile: (kind: FileKind) => Promise<Blob> }) {
  const t = useT();
  const fetching = useMutation({
    mutationFn: async (kind: FileKind) => download(await fetchFile(kind), `${name}.${kind}`),
    onSuccess: () => toast(t("file.fetched")),
    onError: (error) => toast(describeProblem(error, t).what, { tone: "stop" }),
  });
  return (
    <Menu
      label={t("curve.download")}
      trigger={
        <Button variant="quiet" size="sm" icon={Download} isPending={fetching.isPending}>
          {t("curve.download")}
        </Button>
      }
    >
      <MenuItem id="xlsx" onAction={() => fetching.mutate("xlsx")}>
        {t("people.exportXlsx")}
      </MenuItem>
      <MenuItem id="csv" onAction={() => fetching.mutate("csv")}>
        {t("people.exportCsv")}
      </MenuItem>
    </Menu>
  );
}
