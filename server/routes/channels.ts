import * as operations from "@/lib/contract/operations/channels";
import { createChannel } from "@/server/channels/create";
import { endFormerSecret } from "@/server/channels/end-secret";
import { listChannels } from "@/server/channels/list";
import { removeChannel } from "@/server/channels/remove";
import { rotateChannelSecret } from "@/server/channels/rotate-secret";
import { testChannel } from "@/server/channels/test";
import { changeChannel } from "@/server/channels/update";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  listChannels,
  createChannel,
  changeChannel: (actor, id, body) => changeChannel(actor, { id }, body),
  removeChannel: (actor, id) => removeChannel(actor, { id }),
  rotateChannelSecret: (actor, id) => rotateChannelSecret(actor, { id }),
  endFormerSecret: (actor, id) => endFormerSecret(actor, { id }),
  testChannel: (actor, id) => testChannel(actor, { id }),
});
