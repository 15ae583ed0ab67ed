import type { Session } from "@/api/session";
import type { Option } from "@/ui/Choice";
import type { Reason, Step } from "@/ui/Lists";
import type { Tone } from "@/ui/Status";

/** Invented people and firms: only ever on the developers' page. */
export const SESSION: Session = {
  authenticated: true,
  demo: true,
  csrf_token: "",
  user: { id: "1", name: "Sara Lindqvist", email: "sara@exempel.test" },
  role: "coordinator",
  organisation: { id: "1", name: "Samordning Norra Djurgårdsstaden" },
  memberships: [],
  demo_accounts: [],
};

export interface Sample {
  id: string;
  person: string;
  need: string;
  start: string;
  travel: number;
  margin: string;
  tone: Tone;
  status: string;
}

const row = (id: number, person: string, need: string, start: string, travel: number, margin: string, tone: Tone, status: string): Sample => ({
  id: String(id),
  person,
  need,
  start,
  travel,
  margin,
  tone,
  status,
});

export const ROWS: Sample[] = [
  row(1, "Amina Warsame", "Golvläggare, Slakthuset etapp 2", "2026-03-02", 34, "klart bäst", "act", "Att granska"),
  row(2, "Bilal Haddad", "Armerare, Kolkajen kv. 7", "2026-03-09", 48, "jämnt", "act", "Att granska"),
  row(3, "Carlos Medina Rojas", "Snickare, Barkarbystaden", "2026-03-16", 22, "enda möjliga", "locked", "Låst"),
  row(4, "Dina Okafor", "Betongarbetare, Norra 2", "2026-03-16", 61, "jämnt", "wait", "Väntar på svar"),
  row(5, "Elsa Bäckström", "Målare, Ängsbotten", "2026-03-23", 18, "klart bäst", "done", "Startad"),
  row(6, "Farid Noori", "Plattsättare, Gasverket", "2026-03-23", 27, "klart bäst", "act", "Att granska"),
  row(7, "Gebre Tesfaye", "Ställningsbyggare, Kolkajen kv. 7", "2026-03-30", 41, "jämnt", "stop", "Pausad, nya uppgifter"),
  row(8, "Hodan Ali Yusuf", "Målare, Slakthuset etapp 2", "2026-03-30", 36, "klart bäst", "off", "Avvisad"),
  row(9, "Ivana Kovač", "Snickare, Stora Sköndal", "2026-04-06", 52, "enda möjliga", "act", "Att granska"),
  row(10, "Jamal Rahimi", "Armerare, Norra 2", "2026-04-06", 44, "jämnt", "draft", "Utkast"),
];

export const TRADES: Option[] = [
  { value: "golv", label: "Golvläggare", description: "SSYK 7123" },
  { value: "armerare", label: "Armerare", description: "SSYK 7114" },
  { value: "snickare", label: "Snickare", description: "SSYK 7111" },
  { value: "malare", label: "Målare", description: "SSYK 7131" },
  { value: "betong", label: "Betongarbetare", description: "SSYK 7114" },
];

export const REASONS: Reason[] = [
  { kind: "must", text: "Uppfyller alla måste-krav." },
  { kind: "must", text: "Reser 34 minuter. Gränsen är 60." },
  { kind: "plus", text: "Handledaren talar dari." },
  { kind: "plus", text: "Vill jobba med golv." },
  { kind: "minus", text: "Börjar två veckor senare än önskat." },
];

export const STEPS: Step[] = [
  { id: "a", phase: "done", title: "SFI C", when: "klart i januari" },
  { id: "b", phase: "now", title: "Kurs i heta arbeten", when: "3–4 mars", body: "Kistagången 2, klockan 8.00. Ta med legitimation." },
  { id: "c", phase: "later", title: "Lärling, golv på Slakthuset", when: "från vecka 12" },
  { id: "d", phase: "later", title: "Uppföljning", when: "i september" },
];
