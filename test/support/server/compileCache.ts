const folder = process.env['NODE_COMPILE_CACHE']

/** Where Node stores what it compiled, for a program whose environment is made up: as `npm test` says, if it does. */
export const compileCache: Readonly<Record<string, string>> = folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
