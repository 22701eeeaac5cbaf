/** A command, and the codes that a person must be told, among others or alone. */
export type MarkedCommand = readonly [command: string, ...codes: string[]]
