/** How far outside the window is still near. */
const MARGIN = "300px";

/**
 * Tells whenever an element comes near the window or goes away from it, and once at the beginning.
 *
 * @returns ends it
 */
export function observeNear(element: Element, onChange: (near: boolean) => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => onChange(entries.some((entry) => entry.isIntersecting)),
    { rootMargin: MARGIN },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
