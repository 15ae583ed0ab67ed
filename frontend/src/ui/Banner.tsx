import { CircleAlert, Clock, Info, TriangleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "@/lib/format";
import { cx } from "@/lib/cx";
import { T } from "@/lib/intl";
import styles from "./Banner.module.css";
import { Button } from "./Button";
import { Icon, type IconType } from "./Icon";

type Tone = "info" | "notice" | "stop" | "stale" | "offline";
const ICONS: Record<Tone, IconType> = {
  info: Info,
  notice: TriangleAlert,
  stop: CircleAlert,
  stale: Clock,
  offline: WifiOff,
};

interface BannerProps {
  tone?: Tone;
  children: ReactNode;
  action?: ReactNode;
  /** It interrupts: something did not go as asked. Otherwise it waits its turn. */
  isUrgent?: boolean;
}

export function Banner({ tone = "info", children, action, isUrgent = false }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[tone])} role={isUrgent ? "alert" : "status"}>
      <Icon as={ICONS[tone]} />
      <div className={styles.text}>{children}</div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** What is shown is older than it should be. */
export function StaleBanner({ since, onRefresh }: { since: string | Date; onRefresh: () => void }) {
  const format = useFormat();
  return (
    <Banner
      tone="stale"
      action={
        <Button size="sm" onPress={onRefresh}>
          <T id="ui.refresh" />
        </Button>
      }
    >
      <T id="ui.stale" values={{ time: format.time(since) }} />
    </Banner>
  );
}

interface ConflictBannerProps {
  /** Who wrote before, and when, if the server tells. */
  who?: string;
  when?: string | Date;
  onShow: () => void;
}

/** 412: a colleague was first. Nothing was overwritten; here is the way on. */
export function ConflictBanner({ who, when, onShow }: ConflictBannerProps) {
  const format = useFormat();
  return (
    <Banner
      tone="stop"
      isUrgent
      action={
        <Button size="sm" onPress={onShow}>
          <T id="conflict.show" />
        </Button>
      }
    >
      {who === undefined || when === undefined ? (
        <T id="conflict.someone" />
      ) : (
        <T id="conflict.named" values={{ who, time: format.time(when) }} />
      )}
    </Banner>
  );
}
