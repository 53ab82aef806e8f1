/** What goes to this machine itself passes no wire; whether it may be called at all is settled when it is. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether what is posted to a URL passes a network in clear. */
export function isInClear(target: string): boolean {
  const { protocol, hostname } = new URL(target);
  return protocol !== "https:" && !LOOPBACK.test(hostname);
}
