import path from 'node:path'

/** Where the built page lies, seen from the file this code was loaded from. */
export function uiFolder(moduleFile: string): string {
  const here = path.dirname(moduleFile)
  if (moduleFile.endsWith('.ts')) {
    return path.resolve(here, '../../dist/renderer')
  }
  // In dist/server, or one folder below where the bundler puts shared code.
  return path.resolve(here, path.basename(here) === 'server' ? '../renderer' : '../../renderer')
}
