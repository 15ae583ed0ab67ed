import { useReference } from "@/api/reference";
import { useFormat } from "@/lib/format";
import { T, useT } from "@/lib/intl";
import { Checkbox } from "@/ui/Choice";
import { ComboBox } from "@/ui/Select";
import { NumberField } from "@/ui/TextField";
import { useRecordField, useSnapshot, useStore } from "../record/useRecord";
import { nameOf, options } from "../words";
import styles from "./fields.module.css";
import { Picker } from "./Picker";
import { RowList } from "./RowList";

/** Municipality, district where it is divided, and station where any are known. Of a protected person only the first. */
export function Area({ isRequired }: { isRequired?: boolean }) {
  const t = useT();
  const reference = useReference();
  const municipality = useRecordField("municipality");
  const district = useRecordField("district");
  const station = useRecordField("station");
  const isProtected = useSnapshot(useStore()).candidate?.is_protected === true;
  const districts = isProtected ? [] : (reference?.districts.filter((row) => row.municipality_id === municipality.value) ?? []);
  const stations = isProtected ? [] : (reference?.stations ?? []);
  return (
    <div className={styles.pair}>
      <ComboBox
        label={t("record.municipality")}
        name="municipality"
        options={options(reference?.municipalities)}
        value={municipality.value}
        onChange={(code) => code !== municipality.value && municipality.choose(code, { district: null, station: null })}
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
      {stations.length > 0 && (
        <ComboBox
          label={t("record.station")}
          name="station"
          description={t("record.stationWhy")}
          options={options(stations).map(({ value, label }) => ({
            value,
            label,
            description: stations.find((row) => row.code === value)?.mode,
          }))}
          value={station.value}
          onChange={(code) => station.choose(code)}
          isRequired={false}
        />
      )}
    </div>
  );
}

export function Travel() {
  const t = useT();
  const reference = useReference();
  const format = useFormat();
  const minutes = useRecordField("max_travel_minutes");
  const car = useRecordField("has_car");
  const bicycle = useRecordField("has_bicycle");
  const licences = useRecordField("licences");
  const nameOfLicence = (code: string) => t("record.pair", { name: code, detail: nameOf(reference?.licences, code) });
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
      <div className={styles.group}>
        <RowList
          label={t("record.licences")}
          rows={licences.value}
          keyOf={(code) => code}
          nameOf={nameOfLicence}
          onRemove={(code) => licences.choose(licences.value.filter((other) => other !== code))}
          details={(code) => {
            const covers = reference?.licences.find((row) => row.code === code)?.covers ?? [];
            return covers.length > 0 ? (
              <p className={styles.notice}>
                <T id="record.licenceCovers" values={{ codes: format.list(covers) }} />
              </p>
            ) : null;
          }}
        />
        <Picker
          label={t("record.addLicence")}
          name="licences"
          options={(reference?.licences ?? []).map(({ code }) => ({ value: code, label: nameOfLicence(code) }))}
          taken={licences.value}
          onPick={(code) => licences.choose([...licences.value, code])}
        />
      </div>
      <Checkbox isSelected={car.value} onChange={(on) => car.choose(on)}>
        {t("record.has_car")}
      </Checkbox>
      <Checkbox isSelected={bicycle.value} onChange={(on) => bicycle.choose(on)}>
        {t("record.has_bicycle")}
      </Checkbox>
    </>
  );
}
