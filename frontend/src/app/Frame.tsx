import { CircleUser, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import type { Session } from "@/api/session";
import { T, useT } from "@/lib/intl";
import { PHONE, useMediaQuery } from "@/lib/useMediaQuery";
import { useOnline } from "@/lib/useOnline";
import { Banner } from "@/ui/Banner";
import { IconButton } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { Menu, MenuItem } from "@/ui/Menu";
import { AccountMenu } from "./AccountMenu";
import styles from "./Frame.module.css";
import { LanguageSwitch } from "./LanguageSwitch";
import { Logo } from "./Logo";
import { currentItem, type NavItem } from "./nav";

const PHONE_ITEMS = 5;

interface FrameProps {
  session: Session;
  items: readonly NavItem[];
  counts: Readonly<Record<string, number | undefined>>;
  pathname: string;
  onLogOut: () => void;
  onKeyHelp: () => void;
  children: ReactNode;
}

/** The sheet everything is drawn on: rail, title block, banners, main. */
export function Frame({ session, items, counts, pathname, onLogOut, onKeyHelp, children }: FrameProps) {
  const t = useT();
  const isOnline = useOnline();
  const account = { session, onLogOut, onKeyHelp };
  return (
    <div className={styles.frame} data-demo={session.demo || undefined}>
      <a className={styles.skip} href="#innehall">
        <T id="app.skip" />
      </a>
      {session.demo && <DemoStrip />}
      <header className={styles.rail} data-print="hide">
        <Link href="/" className={styles.brand ?? ""}>
          <Logo />
          <span>
            <T id="app.name" />
          </span>
        </Link>
        <NavList items={items} counts={counts} pathname={pathname} />
        <div className={styles.block}>
          <dl className={styles.titleBlock}>
            <div>
              <dt>
                <T id="account.name" />
              </dt>
              <dd>
                <bdi>{session.user?.name}</bdi>
              </dd>
            </div>
            <div>
              <dt>
                <T id="account.role" />
              </dt>
              <dd>{session.role && <T id={`role.${session.role}`} />}</dd>
            </div>
            {session.organisation && (
              <div>
                <dt>
                  <T id="account.organisation" />
                </dt>
                <dd>
                  <bdi>{session.organisation.name}</bdi>
                </dd>
              </div>
            )}
          </dl>
          <AccountMenu
            {...account}
            trigger={
              <AriaButton className={styles.accountWide ?? ""}>
                <Icon as={CircleUser} size={16} />
                <T id="account.menu" />
              </AriaButton>
            }
          />
        </div>
        <div className={styles.accountSmall}>
          <AccountMenu {...account} trigger={<IconButton icon={CircleUser} label={t("account.menu")} />} />
        </div>
      </header>
      <div className={styles.page}>
        {!isOnline && (
          <Banner tone="offline">
            <T id="app.offline" />
          </Banner>
        )}
        <main id="innehall" tabIndex={-1} className={styles.main}>
          {session.role === "candidate" && <LanguageSwitch />}
          {children}
        </main>
      </div>
    </div>
  );
}

function DemoStrip() {
  const t = useT();
  return (
    <aside className={styles.demo} aria-label={t("app.environment")}>
      <span className={styles.tape} aria-hidden="true" />
      <p>
        <T id="app.demo" />
      </p>
    </aside>
  );
}

function NavList({ items, counts, pathname }: Pick<FrameProps, "items" | "counts" | "pathname">) {
  const t = useT();
  const isPhone = useMediaQuery(PHONE);
  const fits = !isPhone || items.length <= PHONE_ITEMS;
  const shown = fits ? items : items.slice(0, PHONE_ITEMS - 1);
  const rest = fits ? [] : items.slice(PHONE_ITEMS - 1);
  const current = currentItem(items, pathname);
  return (
    <nav aria-label={t("nav.label")} className={styles.nav}>
      <ul>
        {shown.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              className={styles.item ?? ""}
              aria-current={item === current ? "page" : undefined}
            >
              <Icon as={item.icon} />
              <span className={styles.itemLabel}>
                <T id={item.label} />
              </span>
              <Count value={counts[item.href]} />
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <Menu
              label={t("nav.more")}
              trigger={
                <AriaButton className={styles.item ?? ""} data-current={rest.some((item) => item === current) || undefined}>
                  <Icon as={Ellipsis} />
                  <span className={styles.itemLabel}>
                    <T id="nav.more" />
                  </span>
                </AriaButton>
              }
            >
              {rest.map((item) => (
                <MenuItem key={item.href} href={item.href} icon={item.icon}>
                  {t(item.label)}
                </MenuItem>
              ))}
            </Menu>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Count({ value }: { value: number | undefined }) {
  const t = useT();
  if (!value) return null;
  return (
    <>
      <span className={styles.count} aria-hidden="true">
        {value > 99 ? "99+" : value}
      </span>
      <span className="visually-hidden">{t("nav.count", { count: value })}</span>
    </>
  );
}
