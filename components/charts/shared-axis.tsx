"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

/** What a pointer does on charts that share one axis: the moment it is over, and the range it drags. */
interface Pointer {
  at: number | null;
  drag: { from: number; to: number } | null;
}

const NOWHERE: Pointer = { at: null, drag: null };

/** Kept outside of React's state: a pointer moves often, and only the thin layer above each chart follows it. */
class PointerStore {
  private pointer = NOWHERE;
  private readonly listeners = new Set<() => void>();

  get = () => this.pointer;
  set = (pointer: Pointer) => {
    this.pointer = pointer;
    for (const listener of this.listeners) listener();
  };
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

interface Axis {
  from: number;
  to: number;
  pointer: PointerStore;
  onSelect: (from: number, to: number) => void;
}

const AxisContext = createContext<Axis | null>(null);

/** Charts below share this time axis, the moment under the pointer, and the range that is dragged. */
export function SharedAxis({
  from,
  to,
  onSelect,
  children,
}: Omit<Axis, "pointer"> & { children: ReactNode }) {
  const [pointer] = useState(() => new PointerStore());
  return <AxisContext value={{ from, to, pointer, onSelect }}>{children}</AxisContext>;
}

/** The axis that charts share. */
export function useSharedAxis(): Axis {
  const axis = useContext(AxisContext);
  if (!axis) throw new Error("A chart over time needs a SharedAxis above it.");
  return axis;
}

/** Where the pointer is, on whichever chart. */
export function usePointer(): Pointer {
  const { pointer } = useSharedAxis();
  return useSyncExternalStore(pointer.subscribe, pointer.get, () => NOWHERE);
}
