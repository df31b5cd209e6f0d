import type { Page } from 'playwright';

/** What a reader would trip over, one line each: small type, words cut off, a page wider than its window. */
export function troubleForReaders(page: Page, smallest = 12): Promise<string[]> {
  return page.evaluate((smallestPx) => {
    const found = new Set<string>();
    const name = (element: Element) => {
      const text = (element.textContent ?? '').trim().slice(0, 40);
      const classes = element.getAttribute('class');
      return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''} "${text}"`;
    };
    const root = document.documentElement;
    if (root.scrollWidth > window.innerWidth + 1) {
      found.add(`the page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`);
    }
    const scrollsSideways = (element: Element | null): boolean => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const overflow = getComputedStyle(at).overflowX;
        if (overflow === 'auto' || overflow === 'scroll') return true;
      }
      return false;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim()) continue;
      if (element.closest('script, style, noscript, title, option, .visually-hidden')) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // What a charting library measures its type with, far above the page.
      if (box.bottom + window.scrollY < 0) continue;
      const style = getComputedStyle(element);
      const drawn = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      const size = Number.parseFloat(style.fontSize) * (drawn ? Math.hypot(drawn.a, drawn.b) : 1);
      if (size < smallestPx - 0.01) found.add(`${size.toFixed(1)} px: ${name(element)}`);
      const cut =
        element.scrollWidth > element.clientWidth + 1 &&
        ['hidden', 'clip'].includes(style.overflowX) &&
        style.textOverflow !== 'ellipsis';
      if (cut) found.add(`cut off: ${name(element)}`);
      if (box.right > window.innerWidth + 1 && !scrollsSideways(element)) {
        found.add(`outside the window: ${name(element)}`);
      }
    }
    return [...found];
  }, smallest);
}
