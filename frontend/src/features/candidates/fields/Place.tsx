import { useReference } from "@/api/reference";
import { useT } from "@/lib/intl";
import { Checkbox, CheckboxGroup } from "@/ui/Choice";
import { ComboBox } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { useRecordField } from "../record/useRecord";
import { options } from "../words";
import styles from "./fields.module.css";

/** Municipality, and district where the municipality is divided. */
export function Area({ isRequired }: { isRequired?: boolean }) {
  const t = useT();
  const reference = useReference();
  const municipality = useRecordField("municipality");
  const district = useRecordField("district");
  const districts = reference?.districts.filter((row) => row.municipality_id === municipality.value) ?? [];
  return (
    <div className={styles.pair}>
      <ComboBox
        label={t("record.municipality")}
        name="municipality"
        options={options(reference?.municipalities)}
        value={municipality.value}
        onChange={(code) => code !== municipality.value && municipality.choose(code, { district: null })}
        isRequired={isRequired}
      />
      {districts.length > 0 && (
        <ComboBox
          // Another municipality has other districts.
          key={municipality.value}
          label={t("record.district")}
          name="district"
          options={options(districts)}
          value={district.value}
          onChange={(code) => district.choose(code)}
          isRequired={false}
        />
      )}
    </div>
  );
}

export function Travel() {
  const t = useT();
  const reference = useReference();
  const minutes = useRecordField("max_travel_minutes");
  const car = useRecordField("has_car");
  const licences = useRecordField("licences");
  return (
    <>
      <NumberField
        label={t("record.max_travel_minutes")}
        name="max_travel_minutes"
        description={t("record.travelWhy")}
        value={minutes.value}
        minValue={10}
        maxValue={180}
        step={5}
        unit={t("record.minutes")}
        onChange={(value) => Number.isFinite(value) && minutes.type(value)}
      />
      <CheckboxGroup
        label={t("record.licences")}
        name="licences"
        options={(reference?.licences ?? []).map(({ code, name_sv: name }) => ({ value: code, label: code, description: name }))}
        value={licences.value}
        onChange={(codes) => licences.choose(codes)}
      />
      <Checkbox isSelected={car.value} onChange={(on) => car.choose(on)}>
        {t("record.has_car")}
      </Checkbox>
    </>
  );
}
