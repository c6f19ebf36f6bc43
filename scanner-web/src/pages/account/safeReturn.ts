/** Where a log-in leads back to: a path of this app, whatever somebody wrote into a link. */
export function safeReturn(back: unknown): string {
  // `//host` and `/\host` are other servers' addresses to a browser.
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/'
}
