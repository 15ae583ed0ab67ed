import { useUrlState } from "@/lib/url";
import { Frame } from "../Frame";
import { NAV } from "../nav";
import { CandidateView } from "./CandidateView";
import { FormView } from "./FormView";
import { ListView } from "./ListView";
import { PartsView } from "./PartsView";
import { SESSION } from "./samples";
import { StatesView } from "./StatesView";

const VIEWS = { lista: ListView, formular: FormView, tillstand: StatesView, delar: PartsView, kandidat: CandidateView };
const NOBODY = () => undefined;

/** Every part in every state, inside the real frame: /galleri?vy=lista|formular|tillstand|delar|kandidat. */
export function Gallery() {
  const url = useUrlState();
  const name = url.text("vy") in VIEWS ? (url.text("vy") as keyof typeof VIEWS) : "lista";
  const View = VIEWS[name];
  const role = name === "kandidat" ? "candidate" : "coordinator";
  return (
    <Frame
      session={{ ...SESSION, role, ...(role === "candidate" && { organisation: null }) }}
      items={NAV[role]}
      counts={{ "/forslag": 17, "/brister": 4, "/svar": 1 }}
      pathname={role === "candidate" ? "/" : "/forslag"}
      onLogOut={NOBODY}
      onKeyHelp={NOBODY}
    >
      <View />
    </Frame>
  );
}
