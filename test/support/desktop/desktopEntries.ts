import { spawnSync } from 'node:child_process'

/** What freedesktop's own program has against entries of a desktop; nothing where it is not installed, and that is said. */
export function complaintsAbout(files: readonly string[]): string {
  const { stdout, error } = spawnSync('desktop-file-validate', files, { encoding: 'utf8' })
  if (error !== undefined) {
    process.stderr.write('\nNOT TESTED: desktop-file-validate not found. Debian, Ubuntu: desktop-file-utils\n\n')
  }
  return error === undefined ? stdout : ''
}
