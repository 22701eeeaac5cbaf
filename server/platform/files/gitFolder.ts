/** What some file systems overlook in a name. */
const OVERLOOKED = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g

/** Whether a file system could take a name for `.git`. */
export function isGitFolder(name: string): boolean {
  const seen = name.normalize('NFKC').replaceAll(OVERLOOKED, '').toLowerCase()
  const plain = (seen.split(':')[0] ?? '').replace(/[. ]{1,255}$/, '')
  return plain === '.git' || plain === 'git~1'
}
