import path from 'node:path'

/**
 * The program that the system knows this one by. On macOS Electron's child processes run as "Homeport Helper" inside the
 * bundle, with an identity of their own: the keychain would ask again for each of the two. Pure.
 */
export function mainBinary(execPath: string, platform: NodeJS.Platform): string {
  if (platform !== 'darwin') {
    return execPath
  }
  const helper = /^(.*\/Contents)\/Frameworks\/([^/]+) Helper(?: \([^/)]+\))?\.app\/Contents\/MacOS\/[^/]+$/.exec(
    execPath,
  )
  const [, contents, name] = helper ?? []
  return contents === undefined || name === undefined ? execPath : path.posix.join(contents, 'MacOS', name)
}
