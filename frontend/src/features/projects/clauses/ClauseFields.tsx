import type { Reference } from "@/api/reference";
import { T, useT } from "@/lib/intl";
import { DefinitionList } from "@/ui/Lists";
import { ComboBox, Select } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import form from "../form/form.module.css";
import type { Clause, ClauseModel, Contract } from "./draft";
import { FIGURES } from "./draft";

interface Props {
  clause: Clause;
  model: ClauseModel | undefined;
  models: readonly ClauseModel[];
  reference: Reference;
  onChange: (clause: Clause) => void;
}

const MOST = { places: 1000, employment_months: 60, practice_months: 60, share_percent: 100, free_months: 120 };

/** The buyer's clause, with the figures the contract itself gives. */
export function ClauseFields({ clause, model, models, reference, onChange }: Props) {
  const t = useT();
  return (
    <div className="stack">
      <Select
        label={t("contractForm.field.model")}
        name="model"
        options={models.map(({ code, name }) => ({ value: code, label: name }))}
        value={clause.model}
        onChange={(code) => code && onChange({ ...clause, model: code, figures: {} })}
      />
      {model && <Rule model={model} />}
      {model && model.chosen.length > 0 && (
        <div className={form.pair}>
          {FIGURES.filter((figure) => model.chosen.includes(figure)).map((figure) => (
            <NumberField
              key={`${model.code}:${figure}`}
              label={t(`contractForm.field.${figure}`)}
              name={figure}
              isRequired
              minValue={figure === "free_months" ? 0 : 1}
              maxValue={MOST[figure]}
              unit={figure === "share_percent" ? t("contractForm.percent") : undefined}
              value={clause.figures[figure] ?? model.defaults[figure] ?? Number.NaN}
              onChange={(value) => onChange({ ...clause, figures: { ...clause.figures, [figure]: value } })}
            />
          ))}
          {model.chosen.includes("municipality") && (
            <ComboBox
              label={t("contractForm.field.municipality")}
              name="municipality"
              isRequired
              options={reference.municipalities.map(({ code, name }) => ({ value: code, label: name }))}
              defaultValue={clause.municipality}
              onChange={(code) => onChange({ ...clause, municipality: code ?? "" })}
            />
          )}
        </div>
      )}
    </div>
  );
}

function Rule({ model }: { model: ClauseModel }) {
  const t = useT();
  return (
    <div className="stack">
      <p>{model.rule}</p>
      {model.note && <p className="small muted">{t("clauses.assumption", { text: model.note })}</p>}
      <p className="small muted">{t("clauses.source", { source: model.source })}</p>
    </div>
  );
}

/** A contract's clause cannot be changed: only read. */
export function FrozenClause({ contract, reference }: { contract: Contract; reference: Reference }) {
  const t = useT();
  const place = reference.municipalities.find(({ code }) => code === contract.figures.municipality);
  return (
    <div className="stack">
      <p className="small muted">
        <T id="contractForm.frozen" />
      </p>
      <Rule model={contract.model} />
      <DefinitionList
        items={[
          { term: t("contractForm.field.model"), value: contract.model.name },
          ...FIGURES.filter((figure) => contract.figures[figure]).map((figure) => ({
            term: t(`contractForm.field.${figure}`),
            value: contract.figures[figure],
          })),
          ...(place ? [{ term: t("contractForm.field.municipality"), value: place.name }] : []),
        ]}
      />
    </div>
  );
}
