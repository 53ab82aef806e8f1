// Runs before anything else of the page: what is pressed until React listens would be lost, or a form sent by the
// browser itself. Enter in a form clicks its button, so it is held too; a form with an action works by itself. React
// says nothing when a part of a page has hydrated, so its mark on the element is what is waited for.
const HOLD = `(() => {
  const alive = (element) => Object.keys(element).some((key) => key.startsWith("__reactProps"));
  let held;
  const release = () => {
    if (!held.isConnected) held = undefined;
    else if (alive(held)) {
      const button = held;
      held = undefined;
      button.click();
    } else setTimeout(release, 20);
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button || alive(button) || button.form?.hasAttribute("action")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!held) setTimeout(release, 20);
    held = button;
  }, true);
})()`;

/** Keeps the last press of a button from before its part of the page came to life, and presses it then. */
export function HoldClicks({ nonce }: { nonce: string | undefined }) {
  // Browsers hide the nonce from the page, so React would find another there than it had written.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: HOLD }} />;
}
