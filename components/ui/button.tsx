import type { ButtonHTMLAttributes } from "react";
import { cn } from "@/lib/cn";

const TONES = {
  primary:
    "bg-ink text-ink-inverse hover:bg-ink-soft disabled:bg-sunken disabled:text-ink-soft disabled:hover:bg-sunken",
  secondary: "border border-line bg-card text-ink hover:bg-sunken disabled:text-ink-soft",
  danger:
    "bg-failed text-ink-inverse hover:opacity-90 disabled:bg-sunken disabled:text-ink-soft disabled:opacity-100",
  quiet: "text-ink-soft hover:bg-sunken hover:text-ink",
} as const;

// 44 px where a thumb presses, tighter where a mouse does.
const SIZES = {
  large: "min-h-11 px-4 text-14 sm:min-h-9",
  small: "min-h-11 px-3 text-14 sm:min-h-8",
  icon: "size-11 sm:size-8",
} as const;

interface Look {
  tone?: keyof typeof TONES;
  size?: keyof typeof SIZES;
  className?: string;
}

/** The look of a button, for links too. */
export function buttonStyle({ tone = "secondary", size = "large", className }: Look = {}): string {
  return cn(
    "inline-flex items-center justify-center gap-2 rounded-card font-medium transition-colors disabled:cursor-not-allowed",
    TONES[tone],
    SIZES[size],
    className,
  );
}

type Props = ButtonHTMLAttributes<HTMLButtonElement> & Look;

export function Button({ tone, size, className, type = "button", ...rest }: Props) {
  return <button type={type} className={buttonStyle({ tone, size, className })} {...rest} />;
}
