import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Check } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { $api, api } from "@/api/client";
import { formErrors } from "@/api/describe";
import type { components } from "@/api/schema";
import { ifMatch } from "@/api/version";
import { T, useT } from "@/lib/intl";
import { type Search, useUrlState } from "@/lib/url";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Form } from "@/ui/Form";
import { Menu, MenuItem, MenuSeparator } from "@/ui/Menu";
import { TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import styles from "./people.module.css";

type View = components["schemas"]["SavedView"];
const query = $api.queryOptions("get", "/api/candidate-views/", {});

/** What of the address is a view; a search word is somebody's name and is not kept. */
const KEYS = ["vy", "vem", "lage", "yrke", "kommun", "intyg", "stilla", "undantag", "sort"] as const;

function viewOf(search: Search): Record<string, string> {
  return Object.fromEntries(KEYS.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
}

const isSame = (a: Record<string, string>, b: Record<string, string>) => KEYS.every((key) => (a[key] ?? "") === (b[key] ?? ""));

/** Named sets of filters, layout and order; one of them can be what the page opens with. */
export function SavedViews() {
  const t = useT();
  const url = useUrlState();
  const { data } = useQuery(query);
  const views = data ?? [];
  const [isSaving, setSaving] = useState(false);
  const [isManaging, setManaging] = useState(false);
  const current = viewOf(url.search);
  const show = useCallback(
    (wanted: Record<string, string>, replace = false) =>
      url.set({ ...Object.fromEntries(KEYS.map((key) => [key, wanted[key] ?? null])), q: null }, { replace }),
    [url],
  );

  // Only when one comes to the page as such: a choice of one's own is not overruled.
  const isNew = useRef(Object.keys(url.search).length === 0);
  useEffect(() => {
    if (!data || !isNew.current) return;
    isNew.current = false;
    const first = data.find(({ is_default }) => is_default);
    if (first) show(first.query, true);
  }, [data, show]);

  return (
    <>
      <Menu
        label={t("people.views")}
        trigger={
          <Button size="sm" icon={Bookmark}>
            {views.find((view) => isSame(view.query, current))?.name ?? t("people.views")}
          </Button>
        }
      >
        {views.map((view) => (
          <MenuItem key={view.id} id={view.id} {...(isSame(view.query, current) && { icon: Check })} onAction={() => show(view.query)}>
            {view.name}
          </MenuItem>
        ))}
        {views.length > 0 && <MenuSeparator />}
        <MenuItem id="save" onAction={() => setSaving(true)}>
          {t("people.saveView")}
        </MenuItem>
        {views.length > 0 ? (
          <MenuItem id="manage" onAction={() => setManaging(true)}>
            {t("people.manageViews")}
          </MenuItem>
        ) : null}
      </Menu>
      {isSaving && <SaveDialog current={current} onClose={() => setSaving(false)} />}
      {isManaging && <ManageDialog views={views} onClose={() => setManaging(false)} />}
    </>
  );
}

function SaveDialog({ current, onClose }: { current: Record<string, string>; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (body: components["schemas"]["SavedViewInputRequest"]) => api.POST("/api/candidate-views/", { body }),
    onSuccess: (_, { name }) => {
      onClose();
      toast(t("people.viewSaved", { name }));
      return queries.invalidateQueries({ queryKey: query.queryKey });
    },
  });
  const [isDefault, setDefault] = useState(false);
  return (
    <Dialog title={t("people.saveView")} isOpen onClose={onClose}>
      <Form
        errors={formErrors(save.error, t)}
        onSubmit={(data) => save.mutate({ name: String(data.get("name") ?? "").trim(), query: current, is_default: isDefault })}
      >
        <TextField label={t("people.viewName")} name="name" description={t("people.viewHelp")} maxLength={60} isRequired autoFocus />
        <Checkbox isSelected={isDefault} onChange={setDefault}>
          {t("people.viewDefault")}
        </Checkbox>
        <DialogActions>
          <Button type="submit" variant="primary" isPending={save.isPending}>
            <T id="people.saveViewButton" />
          </Button>
          <Button onPress={onClose}>
            <T id="ui.cancel" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function ManageDialog({ views, onClose }: { views: readonly View[]; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async ({ view, isDefault }: { view: View; isDefault: boolean | null }) => {
      const params = { path: { id: view.id }, header: ifMatch(view) };
      if (isDefault === null) await api.DELETE("/api/candidate-views/{id}/", { params });
      else await api.PATCH("/api/candidate-views/{id}/", { params, body: { is_default: isDefault } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: query.queryKey }),
  });
  return (
    <Dialog title={t("people.manageViews")} isOpen onClose={onClose}>
      <Form errors={formErrors(change.error, t)} onSubmit={onClose}>
        <ul className={styles.views}>
          {views.map((view) => (
            <li key={view.id}>
              <Checkbox isSelected={view.is_default} onChange={(isDefault) => change.mutate({ view, isDefault })}>
                {t("people.viewFirst", { name: view.name })}
              </Checkbox>
              <Button
                variant="quiet"
                size="sm"
                onPress={() => change.mutate({ view, isDefault: null })}
                aria-label={t("people.deleteViewOf", { name: view.name })}
              >
                <T id="people.deleteView" />
              </Button>
            </li>
          ))}
        </ul>
        <DialogActions>
          <Button type="submit" variant="primary">
            <T id="ui.close" />
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
