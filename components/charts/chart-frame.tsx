"use client";

import type { ReactNode } from "react";
import { CHART_HEIGHT } from "@/components/charts/theme";

interface Props {
  label: string;
  /** The same data as a table, for who does not see the picture. */
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  legend?: ReactNode;
  height?: number;
  /** What lies over the plot and follows the pointer. */
  layer?: ReactNode;
  children: ReactNode;
}

/** A chart with its name, its legend and its table. */
export function ChartFrame({ label, columns, rows, legend, height = CHART_HEIGHT, layer, children }: Props) {
  return (
    <figure aria-label={label} className="relative">
      <div className="relative" style={{ height }}>
        <div aria-hidden style={{ height }}>
          {children}
        </div>
        {layer}
      </div>
      {legend && (
        <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-soft">
          {legend}
        </figcaption>
      )}
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join("|")}>
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
