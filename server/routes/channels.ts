import * as operations from "@/lib/contract/operations/channels";
import { createChannel } from "@/server/channels/create";
import { listChannels } from "@/server/channels/list";
import { removeChannel } from "@/server/channels/remove";
import { testChannel } from "@/server/channels/test";
import { changeChannel } from "@/server/channels/update";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  listChannels,
  createChannel,
  changeChannel: (actor, id, body) => changeChannel(actor, { id }, body),
  removeChannel: (actor, id) => removeChannel(actor, { id }),
  testChannel: (actor, id) => testChannel(actor, { id }),
});
