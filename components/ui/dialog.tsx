"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A modal dialog: the browser's own, which traps focus, closes on Escape and gives focus back. */
export function Dialog({ title, onClose, children, className }: Props) {
  const t = useTranslations();
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser would focus the first button, which is the one that closes.
    dialog?.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    return () => dialog?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; Escape does for the keyboard
    <dialog
      ref={ref}
      aria-label={title}
      // Told late: where React mounts twice, as in development, it is open again by then.
      onClose={() => ref.current?.open || onClose()}
      onClick={(event) => event.target === ref.current && onClose()}
      className={cn(
        "m-auto max-h-[85dvh] w-[min(40rem,calc(100vw-2rem))] rounded-card border border-line bg-card p-0 text-ink",
        className,
      )}
    >
      <div className="p-4">
        <div className="mb-4 flex items-center justify-between gap-4">
          <h2 className="text-16 font-semibold">{title}</h2>
          <Button tone="quiet" size="icon" aria-label={t("dialog.close")} onClick={onClose}>
            <Icon name="x" className="size-4" />
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
