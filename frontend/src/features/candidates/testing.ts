import type { Row } from "./people/api";
import type { Candidate } from "./record/values";

/** A candidate as the API tells of her, for tests. */
export function aCandidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    id: "c1",
    version: 3,
    name: "Amina Warsame",
    first_name: "Amina",
    last_name: "Warsame",
    phone: "070-174 06 05",
    email: "",
    identity: { kind: "", masked: "", grade: "", no_number_reason: "" },
    birth_date: "1990-05-01",
    state: { code: "draft", label: "Utkast" },
    state_since: "2026-03-01T08:00:00Z",
    days_in_state: 2,
    next_step: "",
    next_step_due: null,
    coach: { id: "u1", name: "Sara Övning" },
    organisation: { id: "o1", name: "Jobbtorg" },
    municipality: { code: "0180", name: "Stockholm" },
    district: null,
    preferred_language: { code: "so", name: "Somaliska" },
    available_from: "2026-04-01",
    available_to: null,
    hours_per_week: 40,
    earliest_start_time: null,
    max_travel_minutes: 60,
    has_car: false,
    has_bicycle: false,
    next_step_owner: "coach",
    next_step_owner_label: "Jobbcoachen",
    notes: [],
    is_protected: false,
    is_demo: true,
    has_none: [],
    wishes: [],
    languages: [],
    skills: [],
    education: [],
    certificates: [],
    licences: [],
    adaptations: [],
    adaptation_note: "",
    target_groups: [],
    support_periods: [],
    away: [],
    consents: [],
    hour_accounts: [],
    journey: { now: 1, words: "Vägledning. Inget är planerat än.", steps: [] },
    checklist: [],
    merged_into: null,
    allowed_actions: ["mark_ready", "rest", "close", "partial_update", "login_link"],
    ...changes,
  };
}

/** Her row in a list. */
export function aRow(changes: Partial<Row> = {}): Row {
  const { coach, state } = aCandidate();
  return {
    id: "c1",
    version: 3,
    name: "Amina Warsame",
    state,
    state_since: "2026-03-01T08:00:00Z",
    days_in_state: 2,
    next_step: "",
    next_step_due: null,
    next_step_owner: "coach",
    next_step_owner_label: "Jobbcoachen",
    coach,
    municipality: { code: "0180", name: "Stockholm" },
    available_from: "2026-04-01",
    allowed_actions: ["mark_ready", "rest", "close", "partial_update", "login_link"],
    is_demo: true,
    wishes: [],
    expiring_certificates: 0,
    certificate_warnings: [],
    obstacles: [],
    is_stalled: false,
    unflagged_until: null,
    unflagged_reason: "",
    ...changes,
  };
}

/** A language nobody has told more of than its level. */
export function aLanguage(changes: Partial<Candidate["languages"][number]> = {}): Candidate["languages"][number] {
  return {
    language: "sv",
    name: "Svenska",
    level: 2,
    level_label: "A2",
    listening: null,
    speaking: null,
    reading: null,
    writing: null,
    sfi_course: null,
    sfi_label: null,
    sfi_suggestion: null,
    sfi_now: [],
    sfi_next: [],
    ...changes,
  };
}
