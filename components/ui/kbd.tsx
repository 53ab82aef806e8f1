/** A key of the keyboard. */
export function Kbd({ children }: { children: string }) {
  return <kbd className="rounded-[4px] border border-current px-1 font-sans text-12">{children}</kbd>;
}
