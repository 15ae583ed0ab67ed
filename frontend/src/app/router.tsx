import type { QueryClient } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useLocation,
  useRouter,
} from "@tanstack/react-router";
import { lazy } from "react";
import { RouterProvider as AriaRouterProvider } from "react-aria-components";
import { sessionQuery } from "@/api/session";
import { LinkPage } from "@/features/login/LinkPage";
import { LoginPage } from "@/features/login/LoginPage";
import { LocaleProvider, type Locale } from "@/lib/intl";
import { usePreference } from "@/lib/preferences";
import { parseSearch, stringifySearch } from "@/lib/url";
import { ToastRegion } from "@/ui/ToastRegion";
import { byRole } from "./byRole";
import { BareError, BarePending, NotFound, Pending, RouteError } from "./ErrorPages";
import { LanguageSwitch } from "./LanguageSwitch";
import { Shell } from "./Shell";
import { Start } from "./Start";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Root });

/** Staff pages are Swedish; a candidate's are in the language she chose. */
function useLocale(): Locale {
  const { pathname, search } = useLocation();
  const [chosen] = usePreference("locale");
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  if (pathname === "/galleri") return ((search as Record<string, string>).sprak as Locale | undefined) ?? "sv";
  return session?.role === "candidate" || pathname.startsWith("/lank/") ? chosen : "sv";
}

function Root() {
  const router = useRouter();
  return (
    <LocaleProvider locale={useLocale()}>
      <AriaRouterProvider navigate={(href) => router.history.push(href)}>
        <Outlet />
        <ToastRegion />
      </AriaRouterProvider>
    </LocaleProvider>
  );
}

const bare = { pendingComponent: BarePending, errorComponent: BareError };

const login = createRoute({
  getParentRoute: () => root,
  ...bare,
  path: "/logga-in",
  component: LoginPage,
  loader: ({ context }) => context.queries.ensureQueryData(sessionQuery),
});

const link = createRoute({
  getParentRoute: () => root,
  ...bare,
  path: "/lank/$token",
  component: function Link() {
    return <LinkPage token={link.useParams().token} languages={<LanguageSwitch />} />;
  },
  loader: ({ context }) => context.queries.ensureQueryData(sessionQuery),
});

/** Everything behind login. Feature routes are its children. */
const shell = createRoute({
  getParentRoute: () => root,
  ...bare,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session.authenticated) {
      throw redirect({ to: "/logga-in", search: { vidare: location.href } as never });
    }
  },
});

const start = createRoute({ getParentRoute: () => shell, path: "/", component: Start });
const candidates = createRoute({
  getParentRoute: () => shell,
  path: "/deltagare",
  component: lazyRouteComponent(() => import("@/features/candidates/list/CandidatesPage"), "CandidatesPage"),
});
const register = createRoute({
  getParentRoute: () => shell,
  path: "/deltagare/ny",
  component: lazyRouteComponent(() => import("@/features/candidates/register/RegisterPage"), "RegisterPage"),
});
const MergePage = lazy(() => import("@/features/candidates/same/MergePage").then((m) => ({ default: m.MergePage })));
const merge = createRoute({
  getParentRoute: () => shell,
  path: "/deltagare/$id/sla-ihop",
  component: byRole({ coach: MergePage }),
});
const same = createRoute({
  getParentRoute: () => shell,
  path: "/dubbletter",
  component: byRole({
    coach: lazy(() => import("@/features/candidates/same/SamePage").then((m) => ({ default: m.SamePage }))),
  }),
});
const card = createRoute({
  getParentRoute: () => shell,
  path: "/deltagare/$id",
  component: lazyRouteComponent(() => import("@/features/candidates/card/CardPage"), "CardPage"),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  component: byRole({
    coach: lazy(() => import("@/features/candidates/import/ImportPage").then((m) => ({ default: m.ImportPage }))),
  }),
});
const importCase = createRoute({
  getParentRoute: () => shell,
  path: "/import/$id",
  component: byRole({
    coach: lazy(() => import("@/features/candidates/import/ImportCasePage").then((m) => ({ default: m.ImportCasePage }))),
  }),
});
const review = createRoute({
  getParentRoute: () => shell,
  path: "/forslag",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/proposals/ReviewPage").then((m) => ({ default: m.ReviewPage }))),
  }),
});
const run = createRoute({
  getParentRoute: () => shell,
  path: "/korningar/$id",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/runs/RunPage").then((m) => ({ default: m.RunPage }))),
  }),
});
const placements = createRoute({
  getParentRoute: () => shell,
  path: "/placeringar",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/placements/PlacementsPage").then((m) => ({ default: m.PlacementsPage }))),
  }),
});
const courses = createRoute({
  getParentRoute: () => shell,
  path: "/kurser",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/courses/CoursesPage").then((m) => ({ default: m.CoursesPage }))),
  }),
});
const OwnNeeds = lazy(() => import("@/features/needs/list/NeedsPage").then((m) => ({ default: m.NeedsPage })));
const needs = createRoute({
  getParentRoute: () => shell,
  path: "/behov",
  component: byRole({
    company: OwnNeeds,
    coach: OwnNeeds,
    coordinator: lazy(() => import("@/features/coordinator/needs/NeedsPage").then((m) => ({ default: m.NeedsPage }))),
  }),
});
const NeedPage = lazy(() => import("@/features/needs/detail/NeedPage").then((m) => ({ default: m.NeedPage })));
const need = createRoute({
  getParentRoute: () => shell,
  path: "/behov/$id",
  component: byRole({ company: NeedPage, coach: NeedPage, coordinator: NeedPage }),
});
const newNeed = createRoute({
  getParentRoute: () => shell,
  path: "/behov/nytt",
  component: byRole({
    company: lazy(() => import("@/features/needs/form/NewNeedPage").then((m) => ({ default: m.NewNeedPage }))),
  }),
});
const editNeed = createRoute({
  getParentRoute: () => shell,
  path: "/behov/$id/andra",
  component: byRole({
    company: lazy(() => import("@/features/needs/form/EditNeedPage").then((m) => ({ default: m.EditNeedPage }))),
  }),
});
const ProjectsPage = lazy(() => import("@/features/projects/list/ProjectsPage").then((m) => ({ default: m.ProjectsPage })));
const projects = createRoute({
  getParentRoute: () => shell,
  path: "/projekt",
  component: byRole({ company: ProjectsPage, coach: ProjectsPage, coordinator: ProjectsPage }),
});
const ProjectPage = lazy(() => import("@/features/projects/detail/ProjectPage").then((m) => ({ default: m.ProjectPage })));
const project = createRoute({
  getParentRoute: () => shell,
  path: "/projekt/$id",
  component: byRole({ company: ProjectPage, coach: ProjectPage, coordinator: ProjectPage }),
});
const ProjectFormPage = lazy(() =>
  import("@/features/projects/form/ProjectFormPage").then((m) => ({ default: m.ProjectFormPage })),
);
const newProject = createRoute({
  getParentRoute: () => shell,
  path: "/projekt/nytt",
  component: byRole({ company: ProjectFormPage }),
});
const editProject = createRoute({
  getParentRoute: () => shell,
  path: "/projekt/$id/andra",
  component: byRole({ company: ProjectFormPage }),
});
const region = createRoute({
  getParentRoute: () => shell,
  path: "/efterfragan",
  component: byRole({
    coordinator: lazy(() => import("@/features/projects/region/RegionPage").then((m) => ({ default: m.RegionPage }))),
  }),
});
const ContractFormPage = lazy(() =>
  import("@/features/projects/clauses/ContractFormPage").then((m) => ({ default: m.ContractFormPage })),
);
const newContract = createRoute({
  getParentRoute: () => shell,
  path: "/projekt/$id/avtal/nytt",
  component: byRole({ company: ContractFormPage, coordinator: ContractFormPage }),
});
const contract = createRoute({
  getParentRoute: () => shell,
  path: "/projekt/$id/avtal/$contract",
  component: byRole({ company: ContractFormPage, coordinator: ContractFormPage }),
});
const offers = createRoute({
  getParentRoute: () => shell,
  path: "/kandidater",
  component: byRole({
    company: lazy(() => import("@/features/offers/OffersPage").then((m) => ({ default: m.OffersPage }))),
  }),
});
const confirmations = createRoute({
  getParentRoute: () => shell,
  path: "/bekraftelser",
  component: byRole({
    company: lazy(() => import("@/features/placements/PlacementsPage").then((m) => ({ default: m.PlacementsPage }))),
  }),
});
const adverts = createRoute({
  getParentRoute: () => shell,
  path: "/annonser",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/adverts/AdvertsPage").then((m) => ({ default: m.AdvertsPage }))),
  }),
});
const advertReport = createRoute({
  getParentRoute: () => shell,
  path: "/annonser/$id",
  component: byRole({
    coordinator: lazy(() => import("@/features/coordinator/adverts/ReportPage").then((m) => ({ default: m.ReportPage }))),
  }),
});
const company = [need, newNeed, editNeed, projects, project, newProject, editProject, newContract, contract, region, offers, confirmations];
const anything = createRoute({ getParentRoute: () => shell, path: "/$", component: NotFound });

const HAS_GALLERY = import.meta.env.DEV || import.meta.env.MODE === "galleri";
const gallery = HAS_GALLERY
  ? [
      createRoute({
        getParentRoute: () => root,
        path: "/galleri",
        component: lazyRouteComponent(() => import("./galleri/Gallery"), "Gallery"),
      }),
    ]
  : [];

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([login, link, shell.addChildren([start, candidates, register, card, merge, same, imports, importCase, review, run, placements, courses, needs, adverts, advertReport, ...company, anything]), ...gallery]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: Pending,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
