import { ICONS } from "@/components/ui/icons";

const attributes = (given: object) =>
  Object.entries(given)
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");

const SYMBOLS = Object.entries(ICONS)
  .map(([name, shapes]) => {
    const drawing = shapes.map(([tag, given]) => `<${tag} ${attributes(given)}/>`).join("");
    return `<symbol id="icon-${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
  })
  .join("");

/** Every icon, once, in the HTML of the page: `Icon` refers to it. Rendered on the server only. */
export function IconSprite() {
  return (
    <svg
      aria-hidden
      width="0"
      height="0"
      className="absolute"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: constants of lucide
      dangerouslySetInnerHTML={{ __html: SYMBOLS }}
    />
  );
}
