/** The SSCC in what a scanner reads from a transport label, or in what somebody types: 18 digits; otherwise the text itself. */
export function readSscc(text: string): string {
  // GS1-128 with its AIM identifier, AI (00) with or without brackets (GS1 General Specifications 3.3.1).
  const found = /^(?:\](?:C1|e0|d2|Q3))?(?:\(00\)|00)(\d{18})$/.exec(text.trim())?.[1]
  return found ?? text.replaceAll(/\s/g, '')
}
