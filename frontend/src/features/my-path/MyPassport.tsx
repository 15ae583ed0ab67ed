import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { describeProblem } from "@/api/describe";
import { download } from "@/lib/download";
import { T, useT } from "@/lib/intl";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { ErrorState } from "@/ui/States";

/** Her skills on paper, to print or to send herself; with telephone and e-mail if she wants. */
export function MyPassport() {
  const t = useT();
  const [contact, setContact] = useState(false);
  const make = useMutation({
    mutationFn: async () => {
      const { data } = await api.GET("/api/my-passport/", { params: { query: { contact } }, parseAs: "blob" });
      download(data as Blob, "kompetenspass.pdf");
    },
  });
  return (
    <section className="stack" aria-labelledby="kompetenspass">
      <h2 id="kompetenspass">
        <T id="myPath.passport" />
      </h2>
      <p>
        <T id="myPath.passportBody" />
      </p>
      <Checkbox isSelected={contact} onChange={setContact}>
        <T id="myPath.passportContact" />
      </Checkbox>
      {make.error && <ErrorState {...describeProblem(make.error, t)} />}
      <div>
        <Button icon={Download} isPending={make.isPending} onPress={() => make.mutate()}>
          <T id="myPath.passportMake" />
        </Button>
      </div>
      <p role="status" className="small">
        {make.isSuccess && <T id="myPath.passportDone" />}
      </p>
    </section>
  );
}
