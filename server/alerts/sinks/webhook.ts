import { escaped, postJson } from "../post-json";
import { signatureHeaders } from "../signature";
import type { Sink } from "../sink";

/** Posts the JSON that Slack, Mattermost and others take, signed where the channel has a secret. */
export default {
  send: (outgoing, timeoutMs) => {
    const { id, secrets, message } = outgoing;
    const sign = (body: string) => signatureHeaders({ id, body, secrets, at: new Date() });
    return postJson(outgoing, { text: escaped(message.text) }, { timeoutMs, sign });
  },
} satisfies Sink;
