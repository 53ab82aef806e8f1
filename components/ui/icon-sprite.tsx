import { ICON_PATHS } from "@/components/ui/icon-paths";

const SYMBOLS = Object.entries(ICON_PATHS)
  .map(([name, drawing]) => `<symbol id="icon-${name}" viewBox="0 0 24 24">${drawing}</symbol>`)
  .join("");

/** Every icon, once, in the HTML of the page: `Icon` refers to it. Rendered on the server only. */
export function IconSprite() {
  return (
    <svg
      aria-hidden
      width="0"
      height="0"
      className="absolute"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: constants of this repository
      dangerouslySetInnerHTML={{ __html: SYMBOLS }}
    />
  );
}
