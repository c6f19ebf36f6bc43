/** What a User-Agent header says in two words, as `Firefox, Windows`; null where it says nothing we know. */
export function deviceOf(userAgent: string): string | null {
  // Order matters: Edge calls itself Chrome too, Chrome calls itself Safari, Android calls itself Linux.
  const browsers = {
    Edge: /\bEdg/,
    Firefox: /\b(Firefox|FxiOS)\//,
    Chrome: /\b(Headless)?(Chrome|CriOS)\//,
    Safari: /\bSafari\//,
  }
  const systems = {
    Android: /Android/,
    iPhone: /iPhone/,
    iPad: /iPad/,
    Windows: /Windows/,
    macOS: /Mac OS X|Macintosh/,
    ChromeOS: /CrOS/,
    Linux: /Linux/,
  }
  const first = (table: Record<string, RegExp>) =>
    Object.entries(table).find(([, sign]) => sign.test(userAgent))?.[0]
  return [first(browsers), first(systems)].filter((each) => each !== undefined).join(', ') || null
}
