import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { $api } from "@/api/client";
import { formErrors } from "@/api/describe";
import { asProblem } from "@/api/problem";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Banner } from "@/ui/Banner";
import { Button, TextLink } from "@/ui/Button";
import { PageHead } from "@/ui/PageHead";
import { TextField } from "@/ui/TextField";
import { type Import, MAX_BYTES, paste, upload } from "./api";
import styles from "./import.module.css";
import { statusWord } from "./words";

/** Step one: a file or pasted text; below it what was brought in before. */
export function ImportPage() {
  const t = useT();
  return (
    <>
      <PageHead title={t("import.title")}>
        <T id="import.lead" />
      </PageHead>
      <div className={styles.page}>
        <Upload />
        <Earlier />
      </div>
    </>
  );
}

function Upload() {
  const t = useT();
  const router = useRouter();
  const [text, setText] = useState("");
  const [tooBig, setTooBig] = useState(false);
  const stage = useMutation({
    mutationFn: (content: File | string) =>
      (typeof content === "string" ? paste(content) : upload(content)).catch((error: unknown) => {
        throw asProblem(error);
      }),
    onSuccess: (job) => router.history.push(`/import/${job.id}`),
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    const over = file.size > MAX_BYTES;
    setTooBig(over);
    if (!over) stage.mutate(file);
  };
  const problem = formErrors(stage.error, t);
  const words = problem && [...problem.general, ...Object.values(problem.fields).flat()].join(" ");
  return (
    <section className={styles.upload} aria-label={t("import.step.upload")}>
      {(tooBig || words) && (
        <Banner tone="stop" isUrgent>
          {tooBig ? <T id="import.tooBig" /> : words}
        </Banner>
      )}
      <DropZone
        className={styles.drop ?? ""}
        aria-label={t("import.drop")}
        onDrop={(event) => {
          const item = event.items.find(isFileDropItem);
          if (item) void item.getFile().then(take);
        }}
      >
        <FileTrigger acceptedFileTypes={[".csv", ".xlsx", ".txt"]} onSelect={(files) => take(files?.[0])}>
          <Button variant="primary" icon={FileUp} isPending={stage.isPending}>
            <T id="import.choose" />
          </Button>
        </FileTrigger>
        <p className="small muted">
          <T id="import.limits" />
        </p>
      </DropZone>
      <TextField label={t("import.paste")} description={t("import.pasteHow")} rows={5} value={text} onChange={setText} />
      <Button isDisabled={!text.trim()} isPending={stage.isPending} onPress={() => stage.mutate(text)}>
        <T id="import.readPasted" />
      </Button>
    </section>
  );
}

function Earlier() {
  const t = useT();
  const format = useFormat();
  const { data } = $api.useQuery("get", "/api/imports/", { params: { query: { page_size: 10 } } });
  const jobs = (data?.results ?? []).filter((job) => job.status !== "discarded");
  if (jobs.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>
        <T id="import.earlier" />
      </h2>
      <ul className={styles.jobs}>
        {jobs.map((job) => (
          <li key={job.id}>
            <TextLink href={`/import/${job.id}`}>
              {job.name || t("import.pasted")} · {format.iso(job.created_at)} {format.time(job.created_at)}
            </TextLink>
            <span className="muted">
              {" "}
              {statusWord(job as Import, t)} · <T id="import.rows" values={{ count: job.total }} /> · {job.created_by.name}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
