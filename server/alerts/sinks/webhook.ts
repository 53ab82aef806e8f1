import { escaped, postJson } from "../post-json";
import type { Sink } from "../sink";

/** Posts the JSON that Slack, Mattermost and others take. */
export default {
  send: (outgoing, timeoutMs) => postJson(outgoing, { text: escaped(outgoing.message.text) }, { timeoutMs }),
} satisfies Sink;
