import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SquarePlus } from "lucide-react";
import { $api, api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { addDays } from "@/lib/dates";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Button, TextLink } from "@/ui/Button";
import { EmptyState, ErrorState } from "@/ui/States";
import { toast } from "@/ui/toasts";
import type { Project, Suggestion } from "../words";
import styles from "./curve.module.css";
import { toNeed, twinOf } from "./suggested";

/** Needs ready to post. One click makes a draft; what already asks for the same is shown, not doubled. */
export function Suggestions({ project, suggestions }: { project: Project; suggestions: readonly Suggestion[] }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const drafts = useQuery(
    $api.queryOptions("get", "/api/needs/", {
      params: { query: { project: project.id, state: ["draft"], page_size: 100 } },
    }),
  ).data?.results;
  const create = useMutation({
    mutationFn: (suggestion: Suggestion) => api.POST("/api/needs/", { body: toNeed(project.id, suggestion) }),
    onSuccess: async ({ data }) => {
      if (data) toast(t("curve.drafted", { number: data.number, occupation: data.occupation.name }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["get", "/api/needs/"] }),
        queries.invalidateQueries({ queryKey: ["get", "/api/projects/{id}/"] }),
      ]);
    },
  });
  return (
    <div className="stack">
      <h3>
        <T id="curve.suggestions" values={{ count: suggestions.length }} />
      </h3>
      {create.error && <ErrorState {...describeProblem(create.error, t)} />}
      {suggestions.length === 0 ? (
        <EmptyState>
          <T id="curve.noSuggestions" />
        </EmptyState>
      ) : (
        <ul className={styles.suggestions}>
          {suggestions.map((suggestion) => {
            const { occupation, min_rung: rung, employment_form: form, steps, start_date, end_date, existing } = suggestion;
            const mine = twinOf(suggestion, drafts ?? []);
            return (
              <li key={`${occupation.code}:${rung.code}:${start_date}`}>
                <span>
                  <strong>
                    <T
                      id="curve.suggestion"
                      values={{ count: Math.max(...steps.map(({ headcount }) => headcount)), occupation: occupation.name, form: form.label }}
                    />
                  </strong>
                  <span className="small muted num">
                    {" "}
                    <T
                      id="curve.suggestionWhen"
                      values={{
                        from: format.iso(start_date),
                        to: format.iso(addDays(end_date, -1)),
                        weeks: suggestion.person_weeks,
                      }}
                    />
                  </span>
                  {existing.length > 0 && (
                    <span className="small">
                      {" "}
                      {existing.map((number) => (
                        <TextLink key={number} href={`/behov?q=${number}`}>
                          <T id="curve.existing" values={{ number }} />
                        </TextLink>
                      ))}
                    </span>
                  )}
                </span>
                {mine ? (
                  <TextLink href={`/behov/${mine.id}/andra`}>
                    <T id="curve.openDraft" values={{ number: mine.number }} />
                  </TextLink>
                ) : (
                  <Button
                    size="sm"
                    variant={existing.length > 0 ? "quiet" : "secondary"}
                    icon={SquarePlus}
                    isDisabled={drafts === undefined}
                    isPending={create.isPending && create.variables === suggestion}
                    onPress={() => create.mutate(suggestion)}
                  >
                    <T id={existing.length > 0 ? "curve.acceptAnyway" : "curve.accept"} />
                    <span className="visually-hidden">{occupation.name}</span>
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
