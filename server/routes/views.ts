import * as operations from "@/lib/contract/operations/views";
import { serve } from "@/server/serve";
import { discoverViews } from "@/server/views/discover";
import { judgeTargets } from "@/server/views/feasibility";
import { listViews } from "@/server/views/list";
import { registerView } from "@/server/views/register";
import { getSettings } from "@/server/views/settings";
import { unregisterView } from "@/server/views/unregister";
import { updateView } from "@/server/views/update";

export const routes = serve(operations, {
  listViews: async (actor) => ({ views: await listViews(actor) }),
  registerView,
  discoverViews: async (actor) => ({ found: await discoverViews(actor) }),
  getSettings,
  updateView,
  judgeTargets,
  unregisterView,
});
