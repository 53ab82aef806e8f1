import type { LiveMessage, LiveName } from "@/lib/contract/live";
import { liveMessages } from "@/lib/contract/live";

/** Reads the messages of a stream one by one, each checked against the contract. */
export function watch(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const kept: LiveMessage[] = [];
  let text = "";

  async function read(): Promise<LiveMessage | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const [event, data] = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const name = event!.replace("event: ", "") as LiveName;
        const message = {
          name,
          data: liveMessages[name].strict().parse(JSON.parse(data!.replace("data: ", ""))),
        } as LiveMessage;
        kept.push(message);
        return message;
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  }

  return {
    /** All that was read so far. */
    kept,
    /** The next message that fits; what comes before it is kept too. Null where the stream ends first. */
    async next<N extends LiveName>(
      name: N,
      fits: (data: Extract<LiveMessage, { name: N }>["data"]) => boolean = () => true,
    ) {
      for (;;) {
        const message = await read();
        if (!message) return null;
        if (message.name === name && fits(message.data as never)) {
          return message.data as Extract<LiveMessage, { name: N }>["data"];
        }
      }
    },
    leave: () => reader.cancel(),
  };
}
