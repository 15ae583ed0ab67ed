import type { Proposal, Run } from "../words";

/** A proposal as the API gives it; tests say only what matters to them. */
export function proposal(given: Partial<Proposal> = {}): Proposal {
  return {
    id: "p1",
    version: 3,
    run_id: "r1",
    run_number: 4,
    state: "new",
    state_label: "Nytt",
    state_since: "2026-03-02T07:00:00+01:00",
    candidate: { id: "c1", name: "Amina Provfors", municipality: "Lidingö", coach: "Sara Övning", state: "proposed", state_label: "Föreslagen" },
    need: {
      id: "n1",
      number: 231,
      occupation: "Golvläggare",
      occupation_code: "golvlaggare",
      project_id: "j1",
      project_name: "Slakthuset 3",
      company: "Exempelbyggarna",
      municipality: "Stockholm",
      employment_form: "Lärling",
    },
    start_date: "2026-03-16",
    end_date: "2026-09-14",
    path: [
      { intake_id: "i1", name: "Heta arbeten", provider: "Övningsskolan", start_date: "2026-03-09", end_date: "2026-03-16", municipality: "Stockholm" },
    ],
    ending_certificates: [],
    value: 30,
    value_parts: [
      { code: "work", label: "veckor i arbete", value: 26 },
      { code: "wish", label: "önskat yrke", value: 5.2 },
      { code: "rung", label: "rätt yrkesnivå", value: 2.6 },
      { code: "travel", label: "resväg", value: -3 },
      { code: "waiting", label: "väntan till start", value: -0.8 },
    ],
    reasons: [
      { code: "consent", kind: "met", sentence_sv: "Har samtyckt." },
      { code: "hours", kind: "met", sentence_sv: "Kan arbeta heltid." },
      { code: "travel_time", kind: "met", sentence_sv: "Reser 34 minuter." },
      { code: "certificates", kind: "met", sentence_sv: "Får intyget genom kurs." },
      { code: "language", kind: "met", sentence_sv: "Talar dari med laget." },
      { code: "course", kind: "met", sentence_sv: "Går Heta arbeten vecka 1 till 2." },
      { code: "work", kind: "plus", sentence_sv: "Veckor i arbete: +26,0." },
      { code: "rung", kind: "plus", sentence_sv: "Rätt nivå: +2,6." },
      { code: "wish", kind: "plus", sentence_sv: "Önskat yrke: +5,2." },
      { code: "waiting", kind: "minus", sentence_sv: "Väntan: −0,8." },
      { code: "travel", kind: "minus", sentence_sv: "Resväg: −3,0." },
    ],
    margin: "clear",
    margin_label: "Klart bäst",
    margin_data: { to_next_candidate_for_need: 4, to_next_need_for_candidate: null },
    travel_minutes: 34,
    tutor_hours_per_week: 3,
    change: "new",
    change_label: "Nytt",
    is_stale: false,
    needs_judgement: false,
    approved_by: null,
    approved_at: null,
    suggested_time: null,
    allowed_actions: ["review", "approve", "reject", "lock"],
    ...given,
  };
}

export function person(id: string, name: string, given: Partial<Proposal> = {}): Proposal {
  const base = proposal(given);
  return { ...base, id, candidate: { ...base.candidate, id: `c-${id}`, name } };
}

export function run(given: Partial<Run> = {}): Run {
  return {
    id: "r1",
    number: 4,
    version: 1,
    requested_by: "Karin Övning",
    created_at: "2026-03-02T07:00:00+01:00",
    started_at: "2026-03-02T07:00:01+01:00",
    finished_at: "2026-03-02T07:00:41+01:00",
    status: "finished",
    status_label: "Klar",
    outcome: "feasible",
    outcome_label: "Bästa plan hittills",
    message: "",
    sentence: "Klar. Bästa planen har 46 placeringar, högst 0,2 % från det bästa möjliga.",
    first_monday: "2026-03-09",
    seed: 0,
    time_limit_seconds: 60,
    gap_target: 0.001,
    attempt: 1,
    progress: {},
    objective: 100,
    bound: 100.2,
    gap: 0.0019,
    bound_scope: "kept_futures",
    solve_seconds: 40,
    summary: { placements: 46, proposals: 46, new: 3, moved: 2, unchanged: 41, removed: 0, skipped_changed: 0 },
    input_sha256: "62eaea00500fc6cc",
    result_sha256: "d79ba4a24b7944c1",
    worker_silent: false,
    ...given,
  };
}

export const START = {
  last_run: run(),
  to_review: 17,
  needs_judgement: 4,
  safe: 13,
  stale: 0,
  locked: 1,
  waiting_candidate: 2,
  waiting_company: 1,
  times_suggested: 0,
  company_silent: 0,
  needs_to_publish: 0,
  placements: 0,
  candidates_ready: 12,
  needs_at_risk: [],
  needs_at_risk_count: 0,
};

export const NEED_BARS = { asked: { person_weeks: 40, peak: 4 }, booked: { person_weeks: 10, peak: 1 } };
