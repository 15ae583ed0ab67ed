import { useMemo, useRef, useState } from "react";
import type { Reference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { useListKeys } from "@/lib/keys";
import { Button } from "@/ui/Button";
import type { Option } from "@/ui/Choice";
import { useKeyGroup } from "@/ui/keyHints";
import { ComboBox, Select } from "@/ui/Select";
import { Segmented } from "@/ui/Segmented";
import { LEVELS, type Level } from "../words";
import { Block } from "./Block";
import { type Draft, placeRequirement, type Requirement } from "./draft";
import styles from "./form.module.css";
import type { BlockProps } from "./NeedForm";
import { RequirementList } from "./RequirementList";
import type { HeadCount } from "./useHeadCount";

export const keyOf = ({ kind, code }: Requirement) => `${kind}:${code}`;
const SEPARATOR = ":";

/** Everything that can be asked for; what belongs to the trade comes first. */
export function requirementOptions(reference: Reference | undefined, occupation: string, kinds: Record<string, string>): Option[] {
  if (!reference) return [];
  const ssyk = reference.occupations.find(({ code }) => code === occupation)?.ssyk2012 ?? "";
  const usual = new Set(reference.skills_by_ssyk[ssyk]?.map(({ skill }) => skill));
  const isNear = (trades: readonly string[]) => trades.includes(ssyk);
  const rows = [
    ...reference.certificates.map((row) => ({ kind: "certificate", row, near: row.all_trades || isNear(row.trades_ssyk) })),
    ...reference.skills.map((row) => ({ kind: "skill", row, near: usual.has(row.code) })),
    ...reference.licences.map((row) => ({ kind: "licence", row, near: false })),
  ];
  return rows
    .toSorted((a, b) => Number(b.near) - Number(a.near))
    .map(({ kind, row }) => ({
      value: `${kind}${SEPARATOR}${row.code}`,
      label: row.name_sv,
      description: kinds[kind],
    }));
}

/** The trade's template: what a beginner learns in it, as things to teach, for those on site to change. */
export function usualTaught(reference: Reference | undefined, draft: Draft): Requirement[] {
  const ssyk = reference?.occupations.find(({ code }) => code === draft.occupation)?.ssyk2012 ?? "";
  const known = new Set(reference?.skills.map(({ code }) => code));
  const taken = new Set(LEVELS.flatMap((l) => draft.requirements[l].map(keyOf)));
  return (reference?.skills_by_ssyk[ssyk] ?? [])
    .filter(({ skill, level }) => level === "entry" && known.has(skill))
    .map(({ skill }) => ({ kind: "skill" as const, code: skill }))
    .filter((item) => !taken.has(keyOf(item)));
}

/** Must have, good to have, we teach: three lists, one box to add from. */
export function RequirementsBlock({ draft, set, reference, advice, errors, count }: BlockProps & { count: HeadCount | undefined }) {
  const t = useT();
  const [level, setLevel] = useState<Level>("must");
  const [round, setRound] = useState(0);
  const lists = useRef<HTMLDivElement>(null);
  const kinds = useMemo(
    () => ({
      skill: t("needForm.kind.skill"),
      certificate: t("needForm.kind.certificate"),
      licence: t("needForm.kind.licence"),
    }),
    [t],
  );
  const all = useMemo(() => requirementOptions(reference, draft.occupation, kinds), [reference, draft.occupation, kinds]);
  const taken = new Set(LEVELS.flatMap((l) => draft.requirements[l].map(keyOf)));
  const usual = usualTaught(reference, draft);
  const names = useMemo(() => new Map(all.map(({ value, label }) => [value, label])), [all]);

  // 1, 2, 3 move the thing in focus; Delete takes it away.
  useListKeys(
    lists,
    useMemo(() => {
      const act = (target: Level | null) => (event: KeyboardEvent) => {
        const key = (event.target as HTMLElement).closest<HTMLElement>("[data-requirement]")?.dataset.requirement;
        const item = key ? parse(key) : null;
        if (item) set({ requirements: placeRequirement(draft.requirements, item, target) });
      };
      return { 1: act("must"), 2: act("nice"), 3: act("teach"), delete: act(null) };
    }, [draft.requirements, set]),
  );
  useKeyGroup(
    useMemo(
      () => ({
        title: t("needForm.requirements"),
        hints: [
          { keys: ["1"], does: t("needs.level.must") },
          { keys: ["2"], does: t("needs.level.nice") },
          { keys: ["3"], does: t("needs.level.teach") },
          { keys: ["Delete"], does: t("needForm.remove") },
        ],
      }),
      [t],
    ),
  );

  return (
    <Block id="krav" title={t("needForm.requirements")} advice={advice}>
      {errors?.fields.requirements && (
        <p className={styles.error} role="alert">
          {errors.fields.requirements.join(" ")}
        </p>
      )}
      <div className={styles.adder}>
        <Segmented
          label={t("needForm.addAs")}
          options={LEVELS.map((l, i) => ({ value: l, label: t("needForm.levelKey", { key: i + 1, level: t(`needs.level.${l}`) }) }))}
          value={level}
          onChange={(next) => setLevel(next as Level)}
        />
        {/* A digit before any letter chooses the list: no requirement begins with one. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- listens to the field inside */}
        <div
          onKeyDownCapture={(event) => {
            const target = LEVELS[Number(event.key) - 1];
            if (!target || !(event.target instanceof HTMLInputElement) || event.target.value !== "") return;
            event.preventDefault();
            event.stopPropagation();
            setLevel(target);
          }}
        >
          <ComboBox
            key={round}
            label={t("needForm.addRequirement")}
            name="requirements"
            description={<T id="needForm.addRequirementHelp" />}
            autoFocus={round > 0}
            options={all.filter(({ value }) => !taken.has(value))}
            onChange={(value) => {
              const item = value ? parse(value) : null;
              if (!item) return;
              set({ requirements: placeRequirement(draft.requirements, item, level) });
              setRound(round + 1);
            }}
          />
        </div>
      </div>
      {usual.length > 0 && (
        <p>
          <Button
            size="sm"
            onPress={() =>
              set({ requirements: usual.reduce((filled, item) => placeRequirement(filled, item, "teach"), draft.requirements) })
            }
          >
            <T id="needForm.template" values={{ count: usual.length }} />
          </Button>
        </p>
      )}
      <div ref={lists} className={styles.lists}>
        {LEVELS.map((l) => (
          <RequirementList
            key={l}
            level={l}
            count={count}
            items={draft.requirements[l].map((item) => ({ ...item, name: names.get(keyOf(item)) ?? item.code }))}
            onMove={(item, target) => set({ requirements: placeRequirement(draft.requirements, item, target) })}
          />
        ))}
      </div>
      <Select
        label={t("needForm.language")}
        name="min_language_level"
        description={t("needForm.languageHelp")}
        width="md"
        options={(reference?.language_levels ?? []).map(({ value, name_sv }) => ({ value: String(value), label: name_sv }))}
        value={String(draft.min_language_level)}
        onChange={(value) => value && set({ min_language_level: Number(value) as Draft["min_language_level"] })}
      />
    </Block>
  );
}

function parse(value: string): Requirement {
  const at = value.indexOf(SEPARATOR);
  return { kind: value.slice(0, at) as Requirement["kind"], code: value.slice(at + 1) };
}
