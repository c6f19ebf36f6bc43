/** Where the keyboard goes on, and a screen reader reads, once what had the focus is gone: the page's heading. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
