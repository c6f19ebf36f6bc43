/** ms since 1970; an argument everywhere, so that tests can pass half an hour without waiting. */
export type Clock = () => number

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
