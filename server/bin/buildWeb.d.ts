/** Builds scanner-web/dist where it is stale. Answers whether it had to be built. */
export function buildWeb(say: (line: string) => void): Promise<boolean>
