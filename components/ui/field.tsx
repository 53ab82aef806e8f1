"use client";

import {
  type ComponentPropsWithRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  useId,
} from "react";
import { cn } from "@/lib/cn";

// 16 px where a thumb types: smaller, and the phone zooms in.
const BOX =
  "mt-1 min-h-11 w-full rounded-card border border-line-strong bg-card px-3 text-16 disabled:bg-sunken disabled:text-ink-soft sm:min-h-9 sm:text-14";

interface Words {
  label: string;
  /** Said under the label: what it does, in what form. */
  hint?: ReactNode;
  /** What is wrong with what stands in it. */
  error?: string;
}

/** A line of text with its label. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: Words & ComponentPropsWithRef<"input">) {
  const { about, props } = useWords({ hint, error });
  return (
    <div className="text-14 font-medium">
      <label htmlFor={props.id}>{label}</label>
      <input {...props} {...rest} className={cn(BOX, className)} />
      {about}
    </div>
  );
}

/** One out of several, with its label. */
export function SelectField({
  label,
  hint,
  error,
  options,
  ...rest
}: Words & {
  options: readonly { value: string; label: string }[];
} & SelectHTMLAttributes<HTMLSelectElement>) {
  const { about, props } = useWords({ hint, error });
  return (
    <div className="text-14 font-medium">
      <label htmlFor={props.id}>{label}</label>
      <select {...props} {...rest} className={BOX}>
        {options.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {about}
    </div>
  );
}

/** Yes or no. */
export function CheckField({
  label,
  hint,
  ...rest
}: Omit<Words, "error"> & InputHTMLAttributes<HTMLInputElement>) {
  const { about, props } = useWords({ hint });
  return (
    <div className="flex min-h-11 items-start gap-3 py-2 text-14 font-medium sm:min-h-9">
      <input type="checkbox" {...props} {...rest} className="mt-[2px] size-4 shrink-0 accent-(--ink)" />
      <div>
        <label htmlFor={props.id}>{label}</label>
        {about}
      </div>
    </div>
  );
}

function useWords({ hint, error }: Pick<Words, "hint" | "error">) {
  const field = useId();
  const id = `${field}-about`;
  const said = error ?? hint;
  const about = said && (
    <span id={id} className={cn("mt-1 block text-12 font-normal", error ? "text-failed" : "text-ink-soft")}>
      {said}
    </span>
  );
  return {
    about,
    // The hint describes the field; it is no part of its name.
    props: {
      id: field,
      "aria-describedby": said ? id : undefined,
      "aria-invalid": error ? true : undefined,
    },
  };
}
