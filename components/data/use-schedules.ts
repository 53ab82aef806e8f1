"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { type ScheduleDraft, scheduleKeys } from "@/lib/client/schedules";
import type { Schedule, ScheduleChange, ScheduleRemoval } from "@/lib/contract/schedules";

/** All schedules, or those that run for one view; anew each minute, since their next times move on. */
export function useSchedules(view?: string) {
  return useQuery({
    ...queryFor(scheduleKeys.of(view)),
    refetchInterval: 60_000,
    staleTime: 15_000,
  });
}

/** A change of one schedule, or a new one where there is no id yet. */
export type ScheduleEdit = { id: number; change: ScheduleChange } | { draft: ScheduleDraft };

/** Saves a schedule, and shows it everywhere. */
export function useSaveSchedule() {
  const client = useQueryClient();
  return useMutation<Schedule, ClientError, ScheduleEdit>({
    mutationFn: (edit) =>
      "id" in edit
        ? call("PATCH /api/v1/mv/schedules/{id}", { params: { id: edit.id }, body: edit.change })
        : call("POST /api/v1/mv/schedules", { body: edit.draft }),
    onSettled: () => client.invalidateQueries({ queryKey: scheduleKeys.all }),
  });
}

/** Removes a schedule. */
export function useRemoveSchedule() {
  const client = useQueryClient();
  return useMutation<ScheduleRemoval, ClientError, number>({
    mutationFn: (id) => call("DELETE /api/v1/mv/schedules/{id}", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: scheduleKeys.all }),
  });
}
