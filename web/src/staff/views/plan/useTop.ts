import { useEffect, useRef } from "preact/hooks";

/** Begins a page at its top, wherever the one before it was scrolled to. */
export function useTop() {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.scrollIntoView({ block: "start" }), []);
  return top;
}
