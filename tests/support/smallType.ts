import type { Page } from 'playwright';

/** Share of the characters on the page, in sight or scrolled out of it, whose type is at most so many px high. */
export function smallTypeShare(page: Page, atMostPx = 12): Promise<number> {
  return page.evaluate((most) => {
    let small = 0;
    let all = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const length = node.textContent?.replace(/\s+/g, '').length ?? 0;
      if (!element || length === 0) continue;
      if (element.closest('script, style, noscript, title, option, .visually-hidden')) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      // What a charting library measures its type with stands far above the page.
      if (box.width === 0 || box.height === 0 || box.bottom + window.scrollY < 0) continue;
      const drawn = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      all += length;
      if (size * (drawn ? Math.hypot(drawn.a, drawn.b) : 1) <= most + 0.01) small += length;
    }
    return small / all;
  }, atMostPx);
}
