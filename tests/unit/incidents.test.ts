import { describe, expect, test } from "vitest";
import { causeColour } from "@/lib/cause-colours";
import { CAUSES } from "@/lib/causes";
import type { Alert } from "@/lib/contract/alerts";
import type { Finding } from "@/lib/contract/doctor";
import type { ViewHealth } from "@/lib/contract/health";
import type { Attempt } from "@/lib/contract/history";
import { incidentsOf } from "@/lib/incidents";

const view = (slug: string, of: Partial<ViewHealth> = {}) =>
  ({
    ...{ slug, title: slug, state: "ok", failures_in_a_row: 0, suspended_at: null, verdict_rank: 0 },
    ...{ last_error_code: null },
    ...of,
  }) as ViewHealth;
const at = (minute: number) => `2026-11-25T12:${String(minute).padStart(2, "0")}:00.000Z`;
const failure = (slug: string, minute: number) => ({ slug, refresh_started_at: at(minute) }) as Attempt;
const alert = (of: string | null, minute: number) => ({ view: of, opened_at: at(minute) }) as Alert;
const finding = (slug: string, severity: Finding["severity"]) => ({ slug, severity }) as Finding;
const none = { alerts: [], findings: [], failures: [], graph: [] };

describe("what is wrong now", () => {
  test("is one card per view, whatever tells of it, with the views below", () => {
    const graph = ["a", "b", "c"].map((slug, depth) => ({
      ...{ slug, title: slug.toUpperCase(), depth, follows_upstream: false },
      upstreams: depth === 0 ? [] : [["a", "b"][depth - 1]!],
    }));
    const incidents = incidentsOf(
      [view("x"), view("a", { failures_in_a_row: 2, last_error_code: "22012", verdict_rank: 70 })],
      {
        alerts: [alert("a", 7), alert("a", 8), alert(null, 1)],
        findings: [finding("a", "warning")],
        failures: [failure("a", 9), failure("b", 8), failure("a", 5), failure("a", 1)],
        graph,
      },
    );
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ cause: "division", since: at(5), below: ["B", "C"] });
    expect(incidents[0]!.alerts).toHaveLength(2);
    expect(incidents[0]!.findings).toHaveLength(1);
  });

  test("needs no failure: an open alert or an error in its way will do, advice alone will not", () => {
    const views = ["told", "blocked", "advised", "well"].map((slug) => view(slug));
    const findings = [finding("blocked", "error"), finding("advised", "warning")];
    const found = incidentsOf(views, { ...none, findings, alerts: [alert("told", 3)] });
    expect(found.map((one) => [one.view.slug, one.cause, one.since])).toEqual([
      ["blocked", null, null],
      ["told", null, at(3)],
    ]);
  });

  test("comes worst first, and a view that is gone says so", () => {
    const gone = view("gone", { state: "missing", verdict_rank: 100 });
    const found = incidentsOf([view("s", { suspended_at: at(4), verdict_rank: 80 }), gone], none);
    expect(found.map((one) => [one.view.slug, one.cause, one.since])).toEqual([
      ["gone", "missing", null],
      ["s", null, at(4)],
    ]);
  });
});

test("a cause has one colour, and no other the same", () => {
  expect(new Set(CAUSES.map(causeColour)).size).toBe(CAUSES.length);
});
