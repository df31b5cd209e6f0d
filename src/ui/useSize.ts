import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const none: Size = { width: 0, height: 0 };

/** The inner size of an element in whole pixels, kept up to date; 0 before it is laid out. */
export function useSize<Element extends HTMLElement = HTMLDivElement>(): readonly [
  RefObject<Element | null>,
  Size,
] {
  const ref = useRef<Element>(null);
  const [size, setSize] = useState<Size>(none);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const take = () => {
      const width = Math.floor(element.clientWidth);
      const height = Math.floor(element.clientHeight);
      setSize((known) =>
        known.width === width && known.height === height ? known : { width, height },
      );
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
