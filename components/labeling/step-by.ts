/** A row counts as reached when its top is within this many pixels of the scroller's. */
const slackPx = 2;

/** Scrolls every visible run to the next or the previous of its rows. */
export function stepBy(screen: HTMLElement, by: 1 | -1) {
  for (const scroller of screen.querySelectorAll<HTMLElement>("[data-scroller]")) {
    if (scroller.scrollHeight <= scroller.clientHeight || scroller.offsetParent === null) continue;
    const top = scroller.getBoundingClientRect().top;
    const tops = [...scroller.querySelectorAll<HTMLElement>("[data-pair]")].map(
      row => row.getBoundingClientRect().top - top,
    );
    const target = by > 0 ? tops.find(at => at > slackPx) : tops.findLast(at => at < -slackPx);
    scroller.scrollBy({ top: target ?? (by > 0 ? scroller.scrollHeight : -scroller.scrollTop) });
  }
}
