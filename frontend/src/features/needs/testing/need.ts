import type { Need } from "../words";

/** A need as the API gives it, for tests. */
export function need(patch: Partial<Need> = {}): Need {
  return {
    id: "0b9f2a50-0000-4000-8000-000000000001",
    number: 231,
    version: 3,
    project: {
      id: "0b9f2a50-0000-4000-8000-0000000000aa",
      name: "Sonfjället 2",
      developer: "Påhittad byggherre",
      municipality: { code: "0180", name: "Stockholm" },
    },
    occupation: { code: "traarbetare", name: "Träarbetare" },
    min_rung: { code: 0, label: "Lärling" },
    employment_form: { code: "apprentice", label: "Lärling" },
    start_date: "2027-03-01",
    end_date: "2027-05-24",
    start_week: "v. 9 2027",
    end_week: "v. 20 2027",
    headcount_peak: 2,
    steps: [{ start_date: "2027-03-01", end_date: "2027-05-24", headcount: 2, booked: 1 }],
    bars: { asked: { person_weeks: 24, peak: 2 }, booked: { person_weeks: 12, peak: 1 } },
    state: { code: "open", label: "Öppet" },
    state_since: "2026-11-01T08:00:00+01:00",
    answer_by: null,
    allowed_actions: ["pause", "close"],
    hours_per_week: 40,
    tutor_hours_per_person: 6,
    max_delay_weeks: 6,
    min_language_level: 2,
    minimum_age: 18,
    description: "",
    task_demands: [],
    requirements: { must: [], nice: [], teach: [] },
    warnings: [],
    ...patch,
  };
}
