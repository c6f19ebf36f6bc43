/** The source of src/api/types.ts, before prettier. @throws Error for a schema it does not know */
export function renderApiTypes(document: object): string
