import path from 'node:path'

/** The specifiers of every import, export-from and dynamic import in the text of a module. */
export function importsOf(text: string): string[] {
  const pattern = /(?:^|[\s;}])(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g
  return specifiers(text, pattern)
}

/** The same without `import type`, which is gone when the module runs. */
export function runtimeImportsOf(text: string): string[] {
  const pattern = /(?:^|[\s;}])(?:import|export)\b(?!\s+type\b)[^'";]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g
  return specifiers(text, pattern)
}

function specifiers(text: string, pattern: RegExp): string[] {
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')
}

/** `#room/x.ts` and `./x.ts` become paths from the checkout; a package keeps its name. */
export function resolveImport(importer: string, specifier: string): string {
  if (specifier.startsWith('#')) {
    return specifier.slice(1)
  }
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(importer), specifier) : specifier
}
