import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** What to write, said below the field. */
  hint?: ReactNode;
  /** What is wrong with it; takes the place of the hint. */
  error?: ReactNode;
  /** What may be chosen, where the browser should offer it. */
  suggestions?: readonly string[];
}

/** A labelled line of text, with its hint or what is wrong with it, both told to screen readers. */
export function TextField({ label, hint, error, suggestions, className, ...input }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div>
      <label htmlFor={id} className="block text-14 font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        list={suggestions ? `${id}-list` : undefined}
        autoComplete="off"
        spellCheck={false}
        className={cn(
          "mt-1 min-h-11 w-full rounded-card border bg-card px-3 text-16 sm:min-h-9 sm:text-14",
          error ? "border-failed-mark" : "border-line-strong",
          className,
        )}
        {...input}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {note && (
        <p id={`${id}-note`} className={cn("mt-1 text-14", error ? "text-failed" : "text-ink-soft")}>
          {note}
        </p>
      )}
    </div>
  );
}
