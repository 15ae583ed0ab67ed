import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type AdvertImport = Schemas["AdvertImport"];
export type AdvertRow = Schemas["AdvertRow"];
export type Advert = Schemas["Advert"];
export type Target = Schemas["AdvertTarget"];
export type Attach = Schemas["AttachInputRequest"];

/** As the server's: told before anything is sent. */
export const MAX_BYTES = 5_000_000;
export const PAGE_SIZE = 25;
export const OUTCOMES = ["created", "updated", "unchanged", "removed", "skipped", "unmatched", "faulty"] as const;

/** Every list of adverts and reports may differ after what was written. */
function useWrite<Said, Answer>(write: (said: Said) => Promise<Answer>, onDone: (answer: Answer) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (said: Said) =>
      write(said).catch((error: unknown) => {
        throw asProblem(error);
      }),
    onSuccess: async (answer) => {
      onDone(answer);
      await queries.invalidateQueries();
    },
  });
}

export function useUpload(onDone: (report: AdvertImport) => void) {
  return useWrite<File, AdvertImport>(async (file) => {
    const form = new FormData();
    form.append("file", file);
    const { data } = await api.POST("/api/advert-imports/", { body: form as never, bodySerializer: (sent) => sent as never });
    return data as AdvertImport;
  }, onDone);
}

export function useAttach(advert: Advert, onDone: (advert: Advert) => void) {
  return useWrite<Attach, Advert>(async (body) => {
    const { data } = await api.POST("/api/adverts/{id}/attach/", { params: { path: { id: advert.id } }, body });
    return data as Advert;
  }, onDone);
}
