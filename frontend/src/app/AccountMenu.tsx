import { Keyboard, LogOut } from "lucide-react";
import type { ReactElement } from "react";
import type { Session } from "@/api/session";
import { useT } from "@/lib/intl";
import { type Preferences, usePreference } from "@/lib/preferences";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/ui/Menu";

interface AccountMenuProps {
  session: Session;
  trigger: ReactElement;
  onLogOut: () => void;
  onKeyHelp: () => void;
}

/** How it should look, and the way out. */
export function AccountMenu({ session, trigger, onLogOut, onKeyHelp }: AccountMenuProps) {
  const t = useT();
  const [theme, setTheme] = usePreference("theme");
  const [density, setDensity] = usePreference("density");
  const [charts, setCharts] = usePreference("charts");
  const isStaff = session.role !== "candidate";
  return (
    <Menu trigger={trigger} label={t("account.menu")}>
      <MenuChoice
        title={t("account.theme")}
        value={theme}
        onChange={(value) => setTheme(value as Preferences["theme"])}
      >
        <MenuItem id="system">{t("account.theme.system")}</MenuItem>
        <MenuItem id="light">{t("account.theme.light")}</MenuItem>
        <MenuItem id="dark">{t("account.theme.dark")}</MenuItem>
      </MenuChoice>
      {isStaff && (
        <>
          <MenuChoice
            title={t("account.density")}
            value={density}
            onChange={(value) => setDensity(value as Preferences["density"])}
          >
            <MenuItem id="comfortable">{t("account.density.comfortable")}</MenuItem>
            <MenuItem id="dense">{t("account.density.dense")}</MenuItem>
          </MenuChoice>
          <MenuChoice
            title={t("account.charts")}
            value={charts}
            onChange={(value) => setCharts(value as Preferences["charts"])}
          >
            <MenuItem id="chart">{t("account.charts.chart")}</MenuItem>
            <MenuItem id="table">{t("account.charts.table")}</MenuItem>
          </MenuChoice>
          <MenuSeparator />
          <MenuItem icon={Keyboard} onAction={onKeyHelp}>
            {t("account.keys")}
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem icon={LogOut} onAction={onLogOut}>
        {t("common.logOut")}
      </MenuItem>
    </Menu>
  );
}
