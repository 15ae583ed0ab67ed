import { useSuspenseQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { PageHead } from "@/ui/PageHead";

/** Says who one is. */
export function StartPage() {
  const t = useT();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const role = session.role ? t(`role.${session.role}`).toLocaleLowerCase("sv") : "";
  return (
    <PageHead title={t("start.title", { name: session.user?.name ?? "" })}>
      {session.organisation ? (
        <T id="start.stateOrganisation" values={{ role, organisation: session.organisation.name }} />
      ) : (
        <T id="start.state" values={{ role }} />
      )}
    </PageHead>
  );
}
