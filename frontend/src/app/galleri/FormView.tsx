import { useState } from "react";
import { useUrlState } from "@/lib/url";
import { Button } from "@/ui/Button";
import { CheckboxGroup, RadioGroup, Switch } from "@/ui/Choice";
import { DateField } from "@/ui/DateField";
import { Disclosure } from "@/ui/Disclosure";
import { Form, type FormErrors } from "@/ui/Form";
import { PageHead } from "@/ui/PageHead";
import { ComboBox, Select } from "@/ui/Select";
import { NumberField, TextField } from "@/ui/TextField";
import { toast } from "@/ui/toasts";
import { TRADES } from "./samples";

const ERRORS: FormErrors = {
  general: ["Behovet liknar behov 231. Öka antalet där i stället."],
  fields: {
    personnummer: ["Numret stämmer inte – kontrollera sista siffran."],
    yrke: ["Välj ett yrke."],
    start: ["Startdatumet har passerat."],
    antal: ["Antalet får vara högst 40."],
    krav: ["Välj minst ett krav."],
    stod: ["Välj en stödform."],
  },
};

export function FormView() {
  const url = useUrlState();
  const [errors, setErrors] = useState<FormErrors | null>(url.text("fel") ? ERRORS : null);
  return (
    <>
      <PageHead title="Registrera deltagare">Sex uppgifter räcker för att börja. Resten kan vänta.</PageHead>
      <Form
        errors={errors}
        onSubmit={() => {
          setErrors(null);
          toast("Amina Warsame är registrerad.", { undo: () => toast("Registreringen är ångrad.") });
        }}
      >
        <TextField
          label="Personnummer, samordningsnummer eller mobil"
          name="personnummer"
          description="Skriv 10 eller 12 siffror, till exempel 19900101-2385."
          width="md"
          isRequired
          ltr
        />
        <TextField label="Namn" name="namn" isRequired autoComplete="off" />
        <ComboBox label="Vill jobba med" name="yrke" options={TRADES} isRequired />
        <Select
          label="Språk"
          name="sprak"
          width="md"
          options={[
            { value: "ar", label: "Arabiska" },
            { value: "prs", label: "Dari" },
            { value: "so", label: "Somaliska" },
          ]}
        />
        <DateField label="Kan börja" name="start" defaultValue="2026-03-02" isRequired />
        <NumberField label="Resa, högst" name="antal" defaultValue={60} minValue={0} maxValue={180} step={5} unit="minuter" />
        <CheckboxGroup
          label="Certifikat"
          name="krav"
          description="Bara det som är kontrollerat."
          options={[
            { value: "id06", label: "ID06" },
            { value: "heta", label: "Heta arbeten", description: "Gäller i fem år." },
            { value: "lift", label: "Lift", isDisabled: true, description: "Kräver kurs först." },
          ]}
        />
        <RadioGroup
          label="Stödform"
          name="stod"
          defaultValue="intro"
          options={[
            { value: "intro", label: "Introduktionsjobb" },
            { value: "extra", label: "Extratjänst", isDisabled: true },
            { value: "ingen", label: "Ingen" },
          ]}
        />
        <TextField
          label="Anpassning"
          name="anpassning"
          rows={3}
          isRequired={false}
          description="Hälsouppgifter behövs bara om arbetsplatsen ska anpassas. De syns bara för dig och samordnaren."
        />
        <Disclosure title="Varför frågar vi?" level={2}>
          <p>Uppgiften behövs för att matcha arbetsuppgiftens krav. Vi sparar ingen diagnos.</p>
        </Disclosure>
        <Switch defaultSelected>Skicka besked på sms</Switch>
        <TextField label="Handläggare" name="coach" defaultValue="Sara Lindqvist" isDisabled width="md" />
        <div className="row">
          <Button type="submit" variant="primary" marked>
            Spara deltagare
          </Button>
          <Button onPress={() => setErrors({ ...ERRORS })}>Visa fel</Button>
        </div>
      </Form>
    </>
  );
}
