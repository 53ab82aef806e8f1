"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface Props {
  title: string;
  /** The action, as the button says it. */
  action: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** What it does, and what is lost. */
  children: ReactNode;
}

/** Asks once more before something that hurts. */
export function Confirm({ title, action, busy, onConfirm, onClose, children }: Props) {
  const t = useTranslations();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="space-y-3 text-14">{children}</div>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button data-first-focus onClick={onClose}>
          {t("confirm.cancel")}
        </Button>
        <Button tone="danger" disabled={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
