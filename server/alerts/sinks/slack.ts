import type { Message } from "@/lib/alerts/message";
import { escaped, postJson } from "../post-json";
import type { Sink } from "../sink";

/** As an incoming webhook of Slack takes it. Mattermost shows `text`, which Slack shows in its notifications. */
export default {
  send: (outgoing, timeoutMs) =>
    postJson(
      outgoing,
      { text: escaped(outgoing.message.text), blocks: blocks(outgoing.message) },
      { timeoutMs },
    ),
} satisfies Sink;

function blocks({ heading, sentence, link }: Message): object[] {
  const said = { type: "section", text: words(`*${escaped(heading)}*\n${escaped(sentence)}`) };
  if (!link) return [said];
  return [said, { type: "context", elements: [words(`<${escaped(link.url)}|${escaped(link.label)}>`)] }];
}

/** Verbatim: nothing in it becomes a link or mentions somebody but what is written as such. */
function words(text: string): object {
  return { type: "mrkdwn", text, verbatim: true };
}
