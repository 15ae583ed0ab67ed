import type { UseQueryOptions } from "@tanstack/react-query";
import {
  Activity,
  Building2,
  CalendarRange,
  CircleHelp,
  ClipboardCheck,
  ClipboardList,
  Eye,
  FileDown,
  GraduationCap,
  HardHat,
  House,
  KeyRound,
  ListChecks,
  Merge,
  Route,
  Scale,
  ScrollText,
  ShieldAlert,
  SquarePlus,
  ThumbsUp,
  Upload,
  UserPlus,
  UserRound,
  Users,
  Waypoints,
} from "lucide-react";
import type { Role } from "@/api/session";
import { questionsToMe } from "@/features/candidates/same/queries";
import { toPublishCount, toReviewCount } from "@/features/coordinator/counts";
import { offersToAnswer } from "@/features/offers/count";
import type { MessageId } from "@/lib/intl";
import type { IconType } from "@/ui/Icon";

export interface NavItem {
  href: string;
  label: MessageId;
  icon: IconType;
  /** How many things wait here for this user; the shell keeps it fresh. */
  count?: UseQueryOptions<number, Error, number, readonly unknown[]>;
}

const start: NavItem = { href: "/", label: "nav.start", icon: House };
const audit: NavItem[] = [
  start,
  { href: "/loggar", label: "nav.audit.logs", icon: ScrollText },
  { href: "/gallring", label: "nav.audit.retention", icon: FileDown },
  { href: "/behorigheter", label: "nav.audit.access", icon: KeyRound },
  { href: "/skyddade", label: "nav.audit.protected", icon: ShieldAlert },
  { href: "/systemhalsa", label: "nav.audit.health", icon: Activity },
  { href: "/om-modellen", label: "nav.audit.model", icon: Waypoints },
];

/** Seven at most. An item shows once its route exists (router.tsx). */
export const NAV: Record<Role, readonly NavItem[]> = {
  coach: [
    start,
    { href: "/deltagare", label: "nav.coach.candidates", icon: Users },
    { href: "/deltagare/ny", label: "nav.coach.register", icon: UserPlus },
    { href: "/import", label: "nav.coach.import", icon: Upload },
    { href: "/behov", label: "nav.needs", icon: ClipboardList },
    { href: "/dubbletter", label: "nav.coach.same", icon: Merge, count: questionsToMe },
    { href: "/uppfoljning", label: "nav.followUp", icon: ListChecks },
  ],
  company: [
    start,
    { href: "/projekt", label: "nav.company.projects", icon: Building2 },
    { href: "/behov/nytt", label: "nav.company.post", icon: SquarePlus },
    { href: "/behov", label: "nav.company.needs", icon: ClipboardList },
    { href: "/kandidater", label: "nav.company.proposals", icon: HardHat, count: offersToAnswer },
    { href: "/bekraftelser", label: "nav.company.confirmations", icon: ClipboardCheck },
  ],
  coordinator: [
    start,
    { href: "/forslag", label: "nav.coordinator.proposals", icon: ClipboardCheck, count: toReviewCount },
    { href: "/placeringar", label: "nav.coordinator.placements", icon: HardHat },
    { href: "/behov", label: "nav.needs", icon: ClipboardList, count: toPublishCount },
    { href: "/kurser", label: "nav.coordinator.courses", icon: GraduationCap },
    { href: "/planering", label: "nav.coordinator.planning", icon: CalendarRange },
    { href: "/rattvisa", label: "nav.coordinator.fairness", icon: Scale },
  ],
  candidate: [
    { href: "/", label: "nav.candidate.path", icon: Route },
    { href: "/mina-uppgifter", label: "nav.candidate.details", icon: UserRound },
    { href: "/svar", label: "nav.candidate.answer", icon: ThumbsUp },
    { href: "/insyn", label: "nav.candidate.access", icon: Eye },
    { href: "/hjalp", label: "nav.candidate.help", icon: CircleHelp },
  ],
  auditor: audit,
  admin: audit,
};

/** The item a path belongs to: the longest address that begins it. */
export function currentItem(items: readonly NavItem[], pathname: string): NavItem | undefined {
  return items
    .filter(({ href }) => pathname === href || (href !== "/" && pathname.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}
