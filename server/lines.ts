/** Lines of a file that come one after the other. */
export interface Lines {
  lines: AsyncGenerator<string>;
  /** Gives back what it holds; called once it is over, however it ends. */
  close(): void | Promise<void>;
}

/**
 * Lines as the body of an answer.
 *
 * @param secondsMax after which it breaks off with an error: a file that just ended would look whole; without, never
 */
export function streamLines({ lines, close }: Lines, secondsMax?: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start(controller) {
      if (secondsMax === undefined) return;
      timer = setTimeout(() => {
        controller.error(new Error(`The file took longer than ${secondsMax} seconds.`));
        void close();
      }, secondsMax * 1000);
    },
    async pull(controller) {
      try {
        const { value, done } = await lines.next();
        if (!done) return controller.enqueue(encoder.encode(value));
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      clearTimeout(timer);
      await close();
    },
    async cancel() {
      clearTimeout(timer);
      await close();
    },
  });
}
