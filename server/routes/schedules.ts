import * as operations from "@/lib/contract/operations/schedules";
import { createSchedule } from "@/server/schedules/create";
import { listSchedules } from "@/server/schedules/list";
import { removeSchedule } from "@/server/schedules/remove";
import { updateSchedule } from "@/server/schedules/update";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listSchedules, createSchedule, updateSchedule, removeSchedule });
